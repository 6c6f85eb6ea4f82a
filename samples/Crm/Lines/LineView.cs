using System.Linq.Expressions;

namespace Crm.Lines;

public sealed record LineView
{
    public static Expression<Func<Line, LineView>> Of { get; } = row => new LineView
    {
        Id = row.Id,
        OpportunityId = row.OpportunityId,
        ProductId = row.ProductId,
        Product = row.Product!.Name,
        Sku = row.Product!.Sku,
        Quantity = row.Quantity,
        UnitPrice = row.UnitPrice,
        Currency = row.Currency,
        VatRate = row.VatRate,
    };

    public required Guid Id { get; init; }

    public required Guid OpportunityId { get; init; }

    public required Guid ProductId { get; init; }

    public required string Product { get; init; }

    public required string Sku { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal UnitPrice { get; init; }

    public required string Currency { get; init; }

    public required decimal VatRate { get; init; }
}
