namespace Crm.Products;

/// <summary>The whole catalogue: it is bounded, and the browser searches in it without a connection too.</summary>
public sealed record ProductList
{
    public required IReadOnlyList<ProductView> Products { get; init; }
}
