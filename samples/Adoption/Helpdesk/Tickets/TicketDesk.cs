using Helpdesk.Accounts;
using Helpdesk.Auditing;
using Helpdesk.Data;
using Helpdesk.Problems;

namespace Helpdesk.Tickets;

/// <summary>What the handlers of tickets have in common.</summary>
public sealed class TicketDesk(HelpdeskDb db, ICurrentAgent agent, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public string Agent => agent.Name;

    public async Task<Ticket> FindAsync(int id, CancellationToken cancellationToken) =>
        await db.Tickets.FindAsync([id], cancellationToken) ?? throw new NotFoundException($"There is no ticket {id}.");

    public async Task<Ticket> FindOpenAsync(int id, CancellationToken cancellationToken)
    {
        var ticket = await FindAsync(id, cancellationToken);
        return ticket.State == TicketState.Open ? ticket : throw new ConflictException($"Ticket {id} is closed.");
    }

    public void Note(Ticket ticket, string what) =>
        db.AuditEntries.Add(new AuditEntry { TicketId = ticket.Id, Agent = Agent, What = what, At = Now });
}
