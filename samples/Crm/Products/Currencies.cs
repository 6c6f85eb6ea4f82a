namespace Crm.Products;

/// <summary>All of them have hundredths.</summary>
public static class Currencies
{
    public static IReadOnlyList<string> All { get; } = ["EUR", "GBP", "CHF", "DKK", "NOK", "PLN", "SEK", "USD"];
}
