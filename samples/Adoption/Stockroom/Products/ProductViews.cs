namespace Stockroom.Products;

public sealed record ProductView
{
    public required string Sku { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    public required long PriceInCents { get; init; }

    public required int Quantity { get; init; }

    public DateTimeOffset? ArchivedAt { get; init; }

    public static ProductView Of(Product product) => new()
    {
        Sku = product.Sku,
        Name = product.Name,
        Category = product.Category,
        PriceInCents = product.PriceInCents,
        Quantity = product.Quantity,
        ArchivedAt = product.ArchivedAt,
    };
}

public sealed record ArchiveView
{
    public required int Archived { get; init; }

    public required int RefusalsForgotten { get; init; }
}
