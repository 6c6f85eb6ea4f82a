using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>Pages that save and read as fast as they can while the instances of their server are restarted.</summary>
[Trait("Show", "6.4")]
public sealed class RollingRestartTests(Chromium chromium)
{
    // Goes on until it is told that it is enough. A call that fails ends it, and says how.
    private const string Calls =
        """
        async prefix => {
          const { items } = await keel.query("GET /api/clients", { search: "anchor charters" });
          const clientId = items[0].id;
          const made = [];
          for (let i = 0; !globalThis.isEnough; i++) {
            await keel.query("GET /api/clients/{clientId}", { clientId });
            const name = `${prefix} ${i}`;
            const result = await keel.command("POST /api/clients/{clientId}/contacts", { name, role: "", email: "", phone: "" }, { params: { clientId }, waitMs: 60_000 });
            if (result.state !== "done") throw new Error(`${name}: ${result.state}`);
            made.push(name);
          }
          return made;
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_call_of_the_runtime_succeeds_and_every_command_takes_effect_once(bool killed)
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First, instances: 2);
        IPage[] pages = [await fleet.OpenClientAsync(), await fleet.OpenAsync("clients")];
        await pages[1].GetByText("2,000 clients").ShownAsync();
        var loads = pages.Select(page => page.CountLoads()).ToArray();
        var calling = pages.Select((page, number) => page.EvaluateAsync<string[]>(Calls, $"Rolled {number}")).ToArray();
        for (var round = 0; round < 4; round++)
        {
            var before = await fleet.CountAsync("Contacts");
            await (killed ? fleet.RestartAsync(round % 2) : fleet.DeployAsync(CrmBuild.First, round % 2));
            await Testing.Time.Poll.UntilAsync(async () => await fleet.CountAsync("Contacts") > before + 5, TimeSpan.FromSeconds(60), () => "Nothing more is done.");
        }

        foreach (var page in pages)
        {
            await page.EvaluateAsync("() => { globalThis.isEnough = true; }");
        }

        // Each call that failed would have ended its page's loop with an error.
        var made = (await Task.WhenAll(calling)).SelectMany(each => each).ToArray();
        Assert.InRange(made.Length, 20, int.MaxValue);
        Assert.Equal(made.Length, await fleet.CountAsync("Contacts WHERE Name LIKE 'Rolled %'"));
        Assert.Equal(made.Length, await fleet.CountAsync("(SELECT DISTINCT Name FROM Contacts WHERE Name LIKE 'Rolled %')"));
        Assert.All(loads, count => Assert.Equal(0, count()));
    }
}
