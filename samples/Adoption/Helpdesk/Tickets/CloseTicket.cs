using Helpdesk.Data;
using Helpdesk.Mediation;
using Helpdesk.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Tickets;

public sealed record CloseTicket(int Id) : IRequest<ClosedTicket>;

/// <summary>The ticket is closed in any case; that its customer could not be told is for the agent to know.</summary>
public sealed record ClosedTicket(TicketView Ticket, bool CustomerNotified);

public sealed class CloseTicketHandler(HelpdeskDb db, TicketDesk desk, Notifier notifier) : IRequestHandler<CloseTicket, ClosedTicket>
{
    public async Task<ClosedTicket> HandleAsync(CloseTicket request, CancellationToken cancellationToken)
    {
        var ticket = await desk.FindOpenAsync(request.Id, cancellationToken);
        (ticket.State, ticket.ClosedAt) = (TicketState.Closed, desk.Now);
        desk.Note(ticket, "closed");
        await db.SaveChangesAsync(cancellationToken);

        var notified = await notifier.TryNotifyAsync(ticket, $"Your ticket \"{ticket.Title}\" is closed.", cancellationToken);
        if (!notified)
            desk.Note(ticket, "customer not notified");
        await db.SaveChangesAsync(cancellationToken);

        var comments = await db.Comments.CountAsync(comment => comment.TicketId == ticket.Id, cancellationToken);
        return new ClosedTicket(TicketView.Of(ticket, comments), notified);
    }
}
