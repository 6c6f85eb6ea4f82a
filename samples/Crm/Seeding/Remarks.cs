namespace Crm.Seeding;

/// <summary>What people write about their clients, and what they mean to do next.</summary>
public static class Remarks
{
    public static IReadOnlyList<string> Tasks { get; } =
    [
        "Call about the quote", "Send the revised offer", "Ask for the berth plan", "Arrange a visit to the yard", "Confirm the lift-out date",
        "Check stock of anodes with the workshop", "Remind them of the open invoice", "Send photos of the finished deck",
        "Agree on a date for the sea trial", "Get the measurements of the hull", "Find out who signs for them", "Book the crane",
        "Ask whether the storage contract goes on", "Introduce the new workshop lead", "Send references of similar work",
        "Go through the inspection report together",
    ];

    public static IReadOnlyList<string> Comments { get; } =
    [
        "Met on the pontoon. They like the offer but want delivery before the season starts.",
        "Prefers calls before nine, he is in the workshop afterwards.",
        "Their finance department asks for the VAT number on every invoice.",
        "The last refit was two weeks late. Be careful with dates.",
        "Wants two options:\n- with teak\n- with synthetic decking\n\nPrice difference on one page, please.",
        "The crane on their side lifts 20 t at most, so the big hull has to come to us.",
        "Very happy with the winter storage. Asked for the same place again.",
        "Competitor quoted lower, but without the sea trial.",
        "New harbour master since this month. Introduced ourselves.",
        "They decide after the board meeting. Nothing to do before.",
        "Sent the drawings by post because their mail refuses large files.",
        "Asked for a framework contract for the whole fleet. I said that we would come back with numbers.",
    ];
}
