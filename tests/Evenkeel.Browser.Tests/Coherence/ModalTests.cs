using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Coherence;

[Trait("Show", "4.7")]
public sealed class ModalTests(Chromium chromium)
{
    [Fact]
    public async Task What_is_mounted_three_times_in_a_row_makes_one_request_with_abort_signals_too()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await page.GetByText("2,000 clients").ShownAsync();
        var asked = new AskedAddresses(page);

        // As React mounts a component in StrictMode, and as effects do that abort what they began.
        var names = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const mount = () => keel.observe("GET /api/products", {}, () => {});
              mount().stop();
              mount().stop();
              const observed = mount();
              const fetched = [1, 2, 3].map(n => {
                const effect = new AbortController();
                const answer = keel.query("GET /api/products", {}, { signal: effect.signal }).then(({ products }) => products[0].name, error => error.name);
                if (n < 3) effect.abort();
                return answer;
              });
              const answers = await Promise.all(fetched);
              while (observed.get().loading) await new Promise(next => setTimeout(next, 10));
              return [...answers, observed.get().data.products[0].name];
            }
            """);
        Assert.Equal(["AbortError", "AbortError", names[3], names[3]], names);
        Assert.NotEqual("AbortError", names[3]);
        Assert.Equal(["/api/products"], asked);
    }

    [Fact]
    public async Task A_refetch_leaves_what_somebody_types()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        await using var two = await TwoPeople.OpenAsync(chromium, site);
        var client = await two.OpenClientAsync();
        await two.ChangeAsync("POST /api/clients/{clientId}/contacts", client, "", """{ name: "Signe Eastwind", role: "Skipper" }""");
        await two.BothShowAsync("Signe Eastwind");

        var typing = two.Second;
        await typing.GetByRole(AriaRole.Button, new() { NameRegex = new("^Edit.*Signe Eastwind") }).ClickAsync();
        await typing.Field("Role").FillAsync("Captain of the");
        await two.ChangeAsync("PUT /api/clients/{clientId}/contacts/{contactId}", client, TwoPeople.Id, """{ name: "Signe Westwind", role: "Mate" }""");
        await typing.GetByText("Signe Westwind").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(typing.Field("Role")).ToHaveValueAsync("Captain of the");
        await Assertions.Expect(typing.Field("Name")).ToHaveValueAsync("Signe Westwind");
    }
}
