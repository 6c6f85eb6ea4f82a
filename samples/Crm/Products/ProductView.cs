namespace Crm.Products;

public sealed record ProductView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Sku { get; init; }

    public required decimal UnitPrice { get; init; }

    public required string Currency { get; init; }

    public required decimal VatRate { get; init; }

    public required bool Active { get; init; }

    public static ProductView Of(Product product) => new()
    {
        Id = product.Id,
        Name = product.Name,
        Sku = product.Sku,
        UnitPrice = product.UnitPrice,
        Currency = product.Currency,
        VatRate = product.VatRate,
        Active = product.Active,
    };
}
