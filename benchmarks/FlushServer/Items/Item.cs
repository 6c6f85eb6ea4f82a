namespace FlushServer.Items;

/// <summary>One effect. No key is unique but the row's own: an operation that takes effect twice leaves two.</summary>
internal sealed class Item
{
    public long Id { get; set; }

    public required string Run { get; set; }

    /// <summary>The id that the client gave to the operation, whatever the contender calls it.</summary>
    public required string OperationId { get; set; }

    public required string Text { get; set; }
}
