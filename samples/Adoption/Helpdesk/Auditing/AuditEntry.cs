namespace Helpdesk.Auditing;

/// <summary>Who did what to a ticket. It stays when the ticket goes.</summary>
public sealed class AuditEntry
{
    public int Id { get; init; }

    public int TicketId { get; init; }

    public required string Agent { get; init; }

    public required string What { get; init; }

    public DateTimeOffset At { get; init; }
}
