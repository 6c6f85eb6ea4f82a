namespace Helpdesk.Notifications;

/// <summary>A message to a customer, which a job of another program sends.</summary>
public sealed class Notification
{
    public int Id { get; init; }

    public int TicketId { get; init; }

    public required string Customer { get; init; }

    public required string Text { get; init; }
}
