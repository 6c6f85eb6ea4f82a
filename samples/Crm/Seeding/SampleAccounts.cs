namespace Crm.Seeding;

public static class SampleAccounts
{
    public const string Password = "fair-wind-42";
    public const string Northwind = "Northwind Yards";
    public const string Harbour = "Harbour & Sons";

    public static IReadOnlyList<SampleAccount> All { get; } =
    [
        new(Northwind, "Anna Lindqvist", "anna@north.example"),
        new(Northwind, "Ben Okafor", "ben@north.example"),
        new(Harbour, "Carla Moretti", "carla@harbour.example"),
    ];
}
