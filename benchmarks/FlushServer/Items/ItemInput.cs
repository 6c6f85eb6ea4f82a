namespace FlushServer.Items;

/// <summary>What every contender sends for one operation: about 1 KB.</summary>
internal sealed record ItemInput
{
    public required string Id { get; init; }

    public required string Run { get; init; }

    public required string Text { get; init; }

    public Item ToItem() => new() { Run = Run, OperationId = Id, Text = Text };

    public static ItemInput Of(Item item) => new() { Id = item.OperationId, Run = item.Run, Text = item.Text };
}
