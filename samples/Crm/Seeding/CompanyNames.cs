namespace Crm.Seeding;

/// <summary>Names of companies that work by the water, each one once.</summary>
public sealed class CompanyNames(SampleRandom random)
{
    private static readonly string[] Families =
    [
        "Abernathy", "Aldridge", "Andersen", "Ashdown", "Bakker", "Balfour", "Bergström", "Blackwood", "Brandt", "Callahan",
        "Carmichael", "Castellano", "Coburn", "Dahl", "De Vries", "Duarte", "Ellingsen", "Fairbairn", "Ferreira", "Fitzroy",
        "Gallagher", "Grimaldi", "Haakonsen", "Hallam", "Hartmann", "Holloway", "Ibsen", "Jansen", "Kavanagh", "Keller",
        "Kowalski", "Laurent", "Lindholm", "Lockhart", "MacLeod", "Marchetti", "Meijer", "Møller", "Nakamura", "Novák",
        "O'Shea", "Osterman", "Pascoe", "Penhaligon", "Quinlan", "Rasmussen", "Rosewarne", "Sandoval", "Sinclair", "Sørensen",
        "Tanner", "Thorsen", "Trevelyan", "Ueland", "Van Dijk", "Vasquez", "Wetherby", "Whitlock", "Yeoman", "Zeller",
    ];

    private static readonly string[] Trades =
    [
        "Boatyard", "Marine", "Sailmakers", "Rigging", "Charters", "Chandlery", "Shipwrights", "Yacht Services",
        "Marine Engines", "Moorings", "Boatbuilders", "Slipways", "Dredging", "Marine Electrics", "Ferries", "Fisheries",
    ];

    private static readonly string[] Leads =
    [
        "Anchor", "Bluewater", "Cormorant", "Eastern Light", "Fair Haven", "Fathom", "Fulmar", "Gannet", "Grey Heron", "High Water",
        "Kittiwake", "Lee Shore", "Long Reach", "Neap", "North Pier", "Old Quay", "Petrel", "Red Buoy", "Saltmarsh", "Sandpiper",
        "Sea Holly", "Seven Seas", "Skerry", "South Mole", "Spinnaker", "Spring Tide", "Stillwater", "Tern", "Trade Wind", "Turnstone",
    ];

    private static readonly string[] Forms = ["", "", "", " & Sons", " & Daughters", " Brothers", " & Co."];

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public (string Name, string Trade) Next(string city)
    {
        while (true)
        {
            var trade = random.Pick(Trades);
            var name = random.Below(10) switch
            {
                < 5 => $"{random.Pick(Families)}{random.Pick(Forms)} {trade}",
                < 8 => $"{random.Pick(Leads)} {trade}",
                _ => $"{city} {trade}",
            };
            if (_taken.Add(name))
                return (name, trade);
        }
    }
}
