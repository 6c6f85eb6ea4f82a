using Helpdesk.Data;
using Helpdesk.Mediation;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Tickets;

public sealed record FindTicket(int Id) : IRequest<TicketView>;

public sealed class FindTicketHandler(HelpdeskDb db, TicketDesk desk) : IRequestHandler<FindTicket, TicketView>
{
    public async Task<TicketView> HandleAsync(FindTicket request, CancellationToken cancellationToken)
    {
        var ticket = await desk.FindAsync(request.Id, cancellationToken);
        return TicketView.Of(ticket, await db.Comments.CountAsync(comment => comment.TicketId == ticket.Id, cancellationToken));
    }
}

public sealed record ListTickets(TicketState? State) : IRequest<List<TicketView>>;

public sealed class ListTicketsHandler(HelpdeskDb db) : IRequestHandler<ListTickets, List<TicketView>>
{
    public async Task<List<TicketView>> HandleAsync(ListTickets request, CancellationToken cancellationToken)
    {
        var rows = await db.Tickets.AsNoTracking()
            .Where(ticket => request.State == null || ticket.State == request.State)
            .OrderBy(ticket => ticket.Id)
            .Select(ticket => new { Ticket = ticket, Comments = db.Comments.Count(comment => comment.TicketId == ticket.Id) })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => TicketView.Of(row.Ticket, row.Comments));
    }
}
