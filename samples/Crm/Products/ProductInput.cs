using System.Text.RegularExpressions;
using Crm.Problems;

namespace Crm.Products;

public sealed partial record ProductInput
{
    private const decimal HighestPrice = 1_000_000m;

    /// <summary>Made by the browser, so that one added offline can be edited offline. Absent: the server makes one.</summary>
    public Guid? Id { get; init; }

    public string? Name { get; init; }

    public string? Sku { get; init; }

    public decimal? UnitPrice { get; init; }

    public string? Currency { get; init; }

    public decimal? VatRate { get; init; }

    public bool? Active { get; init; }

    /// <summary>As it is stored and compared.</summary>
    public string KeptSku() => (Sku ?? "").Trim().ToUpperInvariant();

    public FieldErrors Check()
    {
        var fields = new FieldErrors()
            .Text("name", Name, "name", longest: 120, required: true)
            .Text("sku", Sku, "SKU", longest: 40, required: true)
            .Number("unitPrice", UnitPrice, "unit price", 0, HighestPrice)
            .Number("vatRate", VatRate, "VAT rate", 0, 100);
        if (!string.IsNullOrWhiteSpace(Sku) && !SkuLetters().IsMatch(KeptSku()))
            fields.Add("sku", "A SKU has letters, digits, dots and dashes only.");
        if (!Currencies.All.Contains(Currency))
            fields.Add("currency", $"Choose one of: {string.Join(", ", Currencies.All)}.");
        return Active is null ? fields.Add("active", "Say true or false.") : fields;
    }

    public void CopyTo(Product product)
    {
        product.Name = Name!.Trim();
        product.Sku = KeptSku();
        product.UnitPrice = UnitPrice!.Value;
        product.Currency = Currency!;
        product.VatRate = VatRate!.Value;
        product.Active = Active!.Value;
    }

    [GeneratedRegex("^[A-Z0-9.-]+$")]
    private static partial Regex SkuLetters();
}
