namespace CacheServer.Items;

internal sealed class Item
{
    public long Id { get; init; }

    public required int Shelf { get; init; }

    public required string Name { get; init; }

    public required string Text { get; init; }
}
