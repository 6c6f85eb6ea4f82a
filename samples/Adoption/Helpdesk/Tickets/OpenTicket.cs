using Helpdesk.Data;
using Helpdesk.Mediation;

namespace Helpdesk.Tickets;

public sealed record OpenTicket : IRequest<TicketView>
{
    public required string Title { get; init; }

    public required string Customer { get; init; }
}

public sealed class OpenTicketValidator : IValidator<OpenTicket>
{
    public IEnumerable<(string Field, string Sentence)> Check(OpenTicket request)
    {
        if (request.Title.Length is 0 or > 120)
            yield return ("title", "A title has 1 to 120 characters.");
        if (!request.Customer.Contains('@', StringComparison.Ordinal))
            yield return ("customer", "The customer is an e-mail address.");
    }
}

public sealed class OpenTicketHandler(HelpdeskDb db, TicketDesk desk) : IRequestHandler<OpenTicket, TicketView>
{
    public async Task<TicketView> HandleAsync(OpenTicket request, CancellationToken cancellationToken)
    {
        var ticket = new Ticket { Title = request.Title, Customer = request.Customer, OpenedAt = desk.Now };
        db.Tickets.Add(ticket);
        await db.SaveChangesAsync(cancellationToken);

        desk.Note(ticket, "opened");
        await db.SaveChangesAsync(cancellationToken);
        return TicketView.Of(ticket, comments: 0);
    }
}
