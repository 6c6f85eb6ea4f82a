using System.Collections.Concurrent;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>Builds side by side.</summary>
public sealed class SkewStormTests(Chromium chromium)
{
    // Reads and saves in turn, as fast as they go.
    private const string Calls =
        """
        async ({ prefix, count }) => {
          const { items } = await keel.query("GET /api/clients", { search: "anchor charters" });
          let done = 0;
          for (let i = 0; i < count; i++) {
            const clientId = items[0].id;
            if (i % 5) await keel.query("GET /api/clients/{clientId}", { clientId });
            else {
              const result = await keel.command("POST /api/clients/{clientId}/contacts", { name: `${prefix} ${i}`, role: "", email: "", phone: "" }, { params: { clientId }, waitMs: 60_000 });
              if (result.state !== "done") throw new Error(result.state);
            }
            done++;
          }
          return done;
        }
        """;

    [Fact]
    [Trait("Show", "3.1")]
    public async Task Tabs_of_two_builds_call_under_their_own_names_and_all_their_calls_succeed()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        var old = await fleet.OpenClientAsync();
        // Somebody types, so that it stays what it is.
        await old.Field("New comment").FillAsync("Somebody types");
        await fleet.DeployAsync(CrmBuild.Second);
        var young = await fleet.OpenAsync("clients");
        await young.GetByText("2,000 clients").ShownAsync();
        // The worker of the first build has shown the first page; the second one is taken from the server.
        var (first, second) = (await old.BuildAsync(), await young.BuildAsync());
        if (first == second)
        {
            await young.EvaluateAsync("async () => { await keel.deployment.reload(); }");
            await young.WaitForFunctionAsync("first => document.querySelector('meta[name=evenkeel-build]')?.content !== first && !!globalThis.keel", first);
            second = await young.BuildAsync();
        }

        Assert.NotEqual(first, second);
        await old.Field("New comment").FocusAsync();
        var (said, failed) = (new ConcurrentDictionary<(IPage, string), int>(), new ConcurrentBag<string>());
        foreach (var page in new[] { old, young })
        {
            page.Request += (_, request) => Count(said, page, request);
            page.Response += (_, answer) =>
            {
                if (answer.Status >= 400 && IsApi(answer.Url))
                {
                    failed.Add($"{answer.Status} {answer.Url}");
                }
            };
        }

        var counts = await Task.WhenAll(old.EvaluateAsync<int>(Calls, new { prefix = "Old", count = 500 }), young.EvaluateAsync<int>(Calls, new { prefix = "Young", count = 500 }));
        Assert.Equal([500, 500], counts);
        Assert.Empty(failed);
        Assert.Equal([(old, first), (young, second)], said.Keys.OrderBy(each => each.Item1 == young));
        Assert.True(said.Values.Sum() >= 1_000, $"{said.Values.Sum()} requests");
        Assert.Equal((100, 100), (await fleet.CountAsync("Contacts WHERE Name LIKE 'Old %'"), await fleet.CountAsync("Contacts WHERE Name LIKE 'Young %'")));
    }

    private static void Count(ConcurrentDictionary<(IPage, string), int> said, IPage page, IRequest request)
    {
        if (IsApi(request.Url))
        {
            said.AddOrUpdate((page, request.Headers.GetValueOrDefault("evenkeel-deployment", "none")), 1, (_, count) => count + 1);
        }
    }

    private static bool IsApi(string url) => new Uri(url).AbsolutePath.StartsWith("/api/", StringComparison.Ordinal);
}
