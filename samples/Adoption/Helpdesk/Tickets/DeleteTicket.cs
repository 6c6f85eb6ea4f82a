using Helpdesk.Data;
using Helpdesk.Mediation;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Tickets;

/// <summary>Answers how many comments went with it.</summary>
public sealed record DeleteTicket(int Id) : IRequest<int>;

public sealed class DeleteTicketHandler(HelpdeskDb db, TicketDesk desk) : IRequestHandler<DeleteTicket, int>
{
    public async Task<int> HandleAsync(DeleteTicket request, CancellationToken cancellationToken)
    {
        var ticket = await desk.FindAsync(request.Id, cancellationToken);
        var comments = await db.Comments.Where(comment => comment.TicketId == ticket.Id).ExecuteDeleteAsync(cancellationToken);
        desk.Note(ticket, "deleted");
        db.Tickets.Remove(ticket);
        await db.SaveChangesAsync(cancellationToken);
        return comments;
    }
}
