namespace OverheadServer.Items;

/// <summary>The hand-written idempotency row: a key that took effect, and what was answered.</summary>
internal sealed class AnsweredKey
{
    public required Guid Id { get; init; }

    public required string Location { get; init; }

    public required string Answer { get; init; }
}
