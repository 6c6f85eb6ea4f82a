namespace Helpdesk.Tickets;

public sealed class Ticket
{
    public int Id { get; init; }

    public required string Title { get; set; }

    public required string Customer { get; init; }

    public TicketState State { get; set; }

    public string? Assignee { get; set; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; set; }
}

public enum TicketState
{
    Open,
    Closed,
}
