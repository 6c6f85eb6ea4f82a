namespace Stockroom.Products;

public sealed class Product
{
    public int Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; set; }

    public required string Category { get; set; }

    public long PriceInCents { get; set; }

    public int Quantity { get; set; }

    /// <summary>Rises with each change; the ETag of the product.</summary>
    public int Version { get; set; } = 1;

    public DateTimeOffset? ArchivedAt { get; set; }

    public string ETag => $"\"{Version}\"";
}
