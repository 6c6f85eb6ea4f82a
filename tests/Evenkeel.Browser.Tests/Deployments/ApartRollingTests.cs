using System.Collections.Concurrent;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.TestBed;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>A front end on another origin while its API is deployed one instance after another, and rolled back.</summary>
[Trait("Show", "3.11")]
[Trait("Show", "3.6")]
public sealed class ApartRollingTests(Chromium chromium)
{
    private const int Many = 12;

    [Fact]
    public async Task Calls_find_an_instance_that_knows_them_and_the_page_is_loaded_once()
    {
        await using var pages = await ApartPages.StartAsync();
        await using var one = await ApartApi.StartAsync(pages.Origin, "b1", ApartTests.First);
        await using var other = await ApartApi.StartAsync(pages.Origin, "b1", ApartTests.First, beside: one);
        await using var nginx = await NginxServer.StartAsync(one.BaseAddress.Port, other.BaseAddress.Port);
        var earlier = await one.ContractsAsync();
        pages.Publish("p1", nginx.BaseAddress, earlier);
        var profile = await chromium.Instance.NewContextAsync();
        await using var closing = profile;
        profile.SetDefaultTimeout(Chromium.PatienceMs);
        var page = await profile.NewPageAsync();
        var calls = new ConcurrentBag<(string Id, int Status)>();
        page.Response += (_, answer) =>
        {
            if (answer.Request.Method == "POST" && answer.Request.Headers.TryGetValue("idempotency-key", out var id))
            {
                calls.Add((id, answer.Status));
            }
        };
        await page.GotoAsync(pages.BaseAddress.ToString());
        var loads = page.CountLoads();
        await page.UntilStateAsync("current");

        // Half of the instances know the page's action no longer. Those calls run nowhere, and go on under their ids; what has not changed is not held up.
        await other.DeployAsync("b2", ApartTests.Stricter);
        await AddAllAsync(page, "early", weight: null);
        Assert.Equal(Many, await page.EvaluateAsync<int>("async () => keel.query('GET /api/notes/count')"));
        AssertSentAgain(calls);

        pages.Publish("p2", nginx.BaseAddress, await other.ContractsAsync());
        await page.CheckAsync();
        await page.UntilOtherBuildAsync("p1");
        // What the newer page sends is enough for the former build too, which knows of no weight.
        await AddAllAsync(page, "late", weight: 2);
        await one.DeployAsync("b2", ApartTests.Stricter);
        await page.UntilStateAsync("current");
        Assert.Equal(1, loads());

        // Both are taken back, and the page with them. The newer one fits the former server, so that it is left alone while it is used.
        await one.DeployAsync("b1", ApartTests.First);
        await other.DeployAsync("b1", ApartTests.First);
        pages.Publish("p1", nginx.BaseAddress, earlier);
        await page.CheckAsync();
        await page.UntilStateAsync("compatible");
        Assert.Equal("done", await ApartTests.AddAsync(page, "again"));
        Assert.Equal(1, loads());
        await page.ReloadAsync();
        await page.UntilStateAsync("current");
        Assert.Equal("p1", await page.BuildAsync());
        Assert.Equal("done", await ApartTests.AddAsync(page, "and again"));
        Assert.Equal(
            [.. Enumerable.Range(0, Many).Select(n => $"early {n}"), .. Enumerable.Range(0, Many).Select(n => $"late {n}"), "again", "and again"],
            (await one.NotesAsync()).Select(note => note.Replace(" of 2", "", StringComparison.Ordinal)));
    }

    private static async Task AddAllAsync(IPage page, string text, int? weight)
    {
        var states = await page.EvaluateAsync<string[]>(
            """
            async ({ text, weight, many }) => {
              const states = [];
              // One at a time, or they would go as one flush to one instance. Chance may have one meet the wrong instance many times over, later and later.
              for (let n = 0; n < many; n++) {
                const input = { text: `${text} ${n}`, ...(weight != null && { weight }) };
                states.push((await keel.command("POST /api/notes", input, { waitMs: 300_000 })).state);
              }
              return states;
            }
            """,
            new { text, weight, many = Many });
        Assert.All(states, state => Assert.Equal("done", state));
    }

    // Each was sent until it was done once, under one id; and some met an instance that did not know them.
    private static void AssertSentAgain(ConcurrentBag<(string Id, int Status)> calls)
    {
        Assert.Contains(calls, call => call.Status == 503);
        Assert.All(calls.Where(call => call.Status == 503), call => Assert.Contains((call.Id, 204), calls));
    }
}
