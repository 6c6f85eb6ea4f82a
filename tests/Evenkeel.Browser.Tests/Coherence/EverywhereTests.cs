using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;

namespace Evenkeel.Browser.Tests.Coherence;

/// <summary>What one person changes, on their own page and on another person's, who does nothing. Nobody asks again and again: the server tells.</summary>
[Trait("Show", "4.6")]
public sealed class EverywhereTests(Chromium chromium)
{
    private static readonly string[] NeverConcerned = ["/api/me", "/api/colleagues"];

    private static readonly (string Kind, string Row, string First, string Second)[] OfClients =
    [
        ("contacts", "contactId", """{ name: "Signe Eastwind" }""", """{ name: "Signe Westwind" }"""),
        ("sites", "siteId", """{ name: "Eastwind", street: "Pier 1", postalCode: "1234", city: "Oslo" }""", """{ name: "Westwind", street: "Pier 1", postalCode: "1234", city: "Oslo" }"""),
        ("opportunities", "opportunityId", """{ title: "Eastwind", amount: 100, stage: "lead", closesOn: "2030-01-31" }""", """{ title: "Westwind", amount: 100, stage: "lead", closesOn: "2030-01-31" }"""),
        ("follow-ups", "followUpId", """{ note: "Eastwind", dueOn: "2030-01-31", assigneeId: self }""", """{ note: "Westwind", dueOn: "2030-01-31", assigneeId: self }"""),
        ("comments", "commentId", """{ text: "Eastwind" }""", """{ text: "Westwind" }"""),
    ];

    [Fact]
    public async Task Of_a_client_all_appears_changes_and_goes_and_only_what_shows_it_is_asked_for_again()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        await using var two = await TwoPeople.OpenAsync(chromium, site);
        var client = await two.OpenClientAsync();
        foreach (var (kind, row, first, second) in OfClients)
        {
            await two.ChangeAsync($"POST /api/clients/{{clientId}}/{kind}", client, "", first);
            await two.BothShowAsync("Eastwind");
            await two.OnlyAskedForAsync(kind, NeverConcerned);

            await two.ChangeAsync($"PUT /api/clients/{{clientId}}/{kind}/{{{row}}}", client, TwoPeople.Id, second);
            await two.BothShowAsync("Westwind");
            await two.OnlyAskedForAsync(kind, NeverConcerned);

            await two.ChangeAsync($"DELETE /api/clients/{{clientId}}/{kind}/{{{row}}}", client, TwoPeople.Id, "undefined");
            await two.NobodyShowsAsync("Westwind");
            await two.OnlyAskedForAsync(kind, NeverConcerned);
        }
    }

    [Fact]
    public async Task A_product_appears_and_changes_in_the_list_of_both_and_leaves_clients_alone()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        await using var two = await TwoPeople.OpenAsync(chromium, site);
        await two.OpenProductsAsync();

        await two.ChangeAsync("POST /api/products", "", "", """{ name: "Eastwind rope", sku: "EW-1", unitPrice: 5, currency: "EUR", vatRate: 25, active: true }""");
        await two.BothShowAsync("Eastwind rope");
        await two.OnlyAskedForAsync("products", [.. NeverConcerned, "/api/follow-ups", "/api/clients"]);

        await two.ChangeAsync("PUT /api/products/{productId}", "", TwoPeople.Id, """{ name: "Westwind rope", sku: "EW-1", unitPrice: 5, currency: "EUR", vatRate: 25, active: true }""");
        await two.BothShowAsync("Westwind rope");
        await two.OnlyAskedForAsync("products", [.. NeverConcerned, "/api/follow-ups", "/api/clients"]);
    }
}
