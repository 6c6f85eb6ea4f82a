using System.Xml.Serialization;

namespace Helpdesk.Tickets;

/// <summary>A ticket as JSON or XML, whichever the caller accepts.</summary>
[XmlType("ticket")]
public sealed record TicketView
{
    public int Id { get; init; }

    public string Title { get; init; } = "";

    public string Customer { get; init; } = "";

    public string State { get; init; } = "";

    public string? Assignee { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public int Comments { get; init; }

    public static TicketView Of(Ticket ticket, int comments) => new()
    {
        Id = ticket.Id,
        Title = ticket.Title,
        Customer = ticket.Customer,
        State = ticket.State.ToString().ToLowerInvariant(),
        Assignee = ticket.Assignee,
        OpenedAt = ticket.OpenedAt,
        Comments = comments,
    };
}
