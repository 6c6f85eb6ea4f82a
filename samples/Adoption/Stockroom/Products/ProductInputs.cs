using System.ComponentModel.DataAnnotations;

namespace Stockroom.Products;

public sealed record NewProduct
{
    [Required, RegularExpression("[A-Z0-9-]{3,20}", ErrorMessage = "A SKU has 3 to 20 capital letters, digits and hyphens.")]
    public required string Sku { get; init; }

    [Required, StringLength(80)]
    public required string Name { get; init; }

    [Required, StringLength(40)]
    public required string Category { get; init; }

    [Range(1, 100_000_000)]
    public required long PriceInCents { get; init; }
}

public sealed record ProductEdit
{
    [Required, StringLength(80)]
    public required string Name { get; init; }

    [Range(1, 100_000_000)]
    public required long PriceInCents { get; init; }
}

public sealed record ArchiveInput
{
    [Required, StringLength(40)]
    public required string Category { get; init; }
}
