namespace CacheServer.Items;

internal sealed record NewItem(int Shelf, string Name);
