namespace OverheadServer.Items;

/// <summary>What a command inserts and a query reads: about 1 KB.</summary>
internal sealed class Row
{
    public required Guid Id { get; init; }

    public required string Text { get; init; }
}
