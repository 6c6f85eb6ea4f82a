namespace Crm.Seeding;

public static class Places
{
    public static IReadOnlyList<string> Cities { get; } =
    [
        "Aalborg", "Aberdeen", "Antwerp", "Bergen", "Bilbao", "Brest", "Bristol", "Cádiz", "Cardiff", "Cherbourg", "Copenhagen", "Cork",
        "Den Helder", "Dover", "Dublin", "Esbjerg", "Falmouth", "Flensburg", "Galway", "Gdańsk", "Genoa", "Gothenburg", "Grimsby",
        "Hamburg", "Harwich", "Helsinki", "Hull", "Kiel", "Kristiansand", "La Rochelle", "Lisbon", "Liverpool", "Malmö", "Marseille",
        "Middelburg", "Oban", "Ostend", "Palma", "Penzance", "Plymouth", "Porto", "Portsmouth", "Riga", "Rostock", "Rotterdam",
        "Saint-Malo", "Southampton", "Stavanger", "Tallinn", "Tromsø", "Turku", "Valencia", "Visby", "Whitby",
    ];

    private static readonly string[] Streets =
    [
        "Anchor Lane", "Boathouse Road", "Chandlers Row", "Commercial Quay", "Customs Street", "Dock Road", "East Pier", "Ferry Road",
        "Fishmarket", "Harbour Street", "Lighthouse Way", "Long Jetty", "Marina Drive", "North Quay", "Old Slipway", "Ropewalk",
        "Sailmakers Court", "Strand", "Tidewater Road", "West Mole",
    ];

    public static IReadOnlyList<string> SiteNames { get; } =
    [
        "Main yard", "Workshop", "Head office", "Winter store", "North berth", "Fuel dock", "Showroom", "Sail loft",
    ];

    public static string Street(SampleRandom random) => $"{random.Pick(Streets)} {random.Between(1, 180)}";

    public static string PostalCode(SampleRandom random) => $"{random.Between(10_000, 98_999)}";
}
