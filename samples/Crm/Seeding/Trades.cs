namespace Crm.Seeding;

/// <summary>What a company of a trade is called in the list of industries, and what it buys.</summary>
public static class Trades
{
    private static readonly string[] Purchases =
    [
        "Spring refit", "Winter storage", "Hull inspection", "Travel lift service", "Pontoon renewal", "Engine overhaul", "Antifouling",
        "Navigation upgrade", "Standing rigging", "Fuel berth", "Crane rental", "Dock fenders", "Battery conversion", "Slipway repair",
        "Mooring chain", "Life raft service", "Teak deck", "Propeller balancing", "Fleet maintenance", "Berth lighting",
    ];

    private static readonly string[] Extents = ["", "", "", " 2026", " 2027", ", phase 1", ", phase 2", ", 3 years", " for the fleet"];

    public static string IndustryOf(string trade) => trade switch
    {
        "Boatyard" or "Boatbuilders" or "Shipwrights" or "Slipways" => "Boatbuilding",
        "Sailmakers" or "Rigging" => "Sails and rigging",
        "Charters" or "Ferries" => "Passenger transport",
        "Chandlery" or "Marine" => "Supplies",
        "Marine Engines" or "Marine Electrics" or "Yacht Services" => "Service and repair",
        "Fisheries" => "Fishing",
        _ => "Harbour works",
    };

    public static string Purchase(SampleRandom random) => random.Pick(Purchases) + random.Pick(Extents);
}
