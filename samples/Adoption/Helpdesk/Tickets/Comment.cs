namespace Helpdesk.Tickets;

public sealed class Comment
{
    public int Id { get; init; }

    public int TicketId { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }

    public DateTimeOffset At { get; init; }
}
