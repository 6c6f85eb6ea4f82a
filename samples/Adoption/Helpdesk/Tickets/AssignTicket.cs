using Helpdesk.Data;
using Helpdesk.Mediation;
using Helpdesk.Problems;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Tickets;

public sealed record AssignTicket(int Id, string Assignee) : IRequest<TicketView>;

public sealed class AssignTicketHandler(HelpdeskDb db, TicketDesk desk) : IRequestHandler<AssignTicket, TicketView>
{
    /// <summary>More than that nobody can do at a time.</summary>
    private const int MostOpen = 2;

    public async Task<TicketView> HandleAsync(AssignTicket request, CancellationToken cancellationToken)
    {
        var ticket = await desk.FindOpenAsync(request.Id, cancellationToken);
        if (!await db.Agents.AnyAsync(agent => agent.Name == request.Assignee, cancellationToken))
            throw new NotFoundException($"'{request.Assignee}' does not work here.");

        ticket.Assignee = request.Assignee;
        desk.Note(ticket, $"assigned to {request.Assignee}");
        await db.SaveChangesAsync(cancellationToken);

        // Counted with this one in it: the transaction takes back what was one too many.
        if (await db.Tickets.CountAsync(each => each.Assignee == request.Assignee && each.State == TicketState.Open, cancellationToken) > MostOpen)
            throw new ConflictException($"'{request.Assignee}' has {MostOpen} open tickets already.");

        return TicketView.Of(ticket, await db.Comments.CountAsync(comment => comment.TicketId == ticket.Id, cancellationToken));
    }
}
