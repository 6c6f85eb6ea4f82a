using Crm.Products;

namespace Crm.Seeding;

/// <summary>What a yard sells.</summary>
public static class SampleProducts
{
    private const string Currency = "EUR";

    private static readonly (string Sku, string Name, decimal Price, decimal Vat)[] Catalogue =
    [
        ("AF-200", "Antifouling, two coats, per m²", 38.50m, 25m),
        ("AN-013", "Zinc anode, shaft", 24.90m, 25m),
        ("BT-100", "Lithium battery, 100 Ah", 1_149.00m, 25m),
        ("CR-030", "Crane, up to 30 t, per hour", 185.00m, 25m),
        ("DT-001", "Diver, per hour", 95.00m, 25m),
        ("EN-010", "Engine service, up to 100 kW", 640.00m, 25m),
        ("EN-020", "Engine service, over 100 kW", 1_180.00m, 25m),
        ("FD-300", "Dock fender, 3 m", 219.75m, 25m),
        ("HI-001", "Hull inspection with report", 420.00m, 25m),
        ("LL-300", "Travel lift, up to 30 t", 310.00m, 25m),
        ("LR-006", "Life raft service, six persons", 365.00m, 12m),
        ("MC-010", "Mooring chain, 13 mm, per metre", 11.95m, 25m),
        ("NV-009", "Chart plotter, 9 inch, fitted", 1_875.00m, 25m),
        ("PB-001", "Propeller balancing", 275.00m, 25m),
        ("PT-060", "Pontoon, 6 m, galvanised", 4_390.00m, 25m),
        ("RG-100", "Standing rigging, per metre", 46.20m, 25m),
        ("SS-020", "Sail repair, per hour", 72.00m, 12m),
        ("TD-001", "Teak deck, per m²", 890.00m, 25m),
        ("WS-IN", "Winter storage indoors, per m²", 96.00m, 25m),
        ("WS-OUT", "Winter storage outdoors, per m²", 41.00m, 25m),
    ];

    private static readonly (string Sku, string Name, decimal Price, decimal Vat)[] Former =
    [
        ("AF-100", "Antifouling, one coat, per m²", 21.00m, 25m),
        ("BT-080", "Lead battery, 80 Ah", 189.00m, 25m),
        ("NV-005", "Chart plotter, 5 inch", 449.00m, 25m),
    ];

    public static IReadOnlyList<Product> Make(SampleRandom random, Guid tenant) =>
    [
        .. Catalogue.Select(row => Of(row, random, tenant, active: true)),
        .. Former.Select(row => Of(row, random, tenant, active: false)),
    ];

    private static Product Of((string Sku, string Name, decimal Price, decimal Vat) row, SampleRandom random, Guid tenant, bool active) => new()
    {
        Id = random.Id(),
        TenantId = tenant,
        Name = row.Name,
        Sku = row.Sku,
        UnitPrice = row.Price,
        Currency = Currency,
        VatRate = row.Vat,
        Active = active,
    };
}
