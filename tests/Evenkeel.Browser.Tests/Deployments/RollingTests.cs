using System.Collections.Concurrent;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>A rolling deployment over four instances on one database, with each request passed to any of them; then a rollback.</summary>
[Trait("Show", "3.2")]
public sealed class RollingTests(Chromium chromium)
{
    // Of an instance that is killed nothing is known until its lease is over.
    private static readonly string[] Quick = ["--Deployments:Lease", "00:00:12", "--Deployments:HeartbeatEvery", "00:00:01"];

    private readonly ConcurrentBag<string> _bad = [];

    [Fact]
    public async Task Tabs_reload_at_most_once_each_way_nothing_is_answered_by_a_page_and_the_queue_is_kept()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First, instances: 4, more: Quick);
        await fleet.Profile.AddInitScriptAsync("console.info(`loaded by ${performance.getEntriesByType('navigation')[0].type}`)");
        var tabs = new List<(IPage Page, Func<int> Reloads)>();
        var page = await fleet.OpenClientAsync();
        await page.UntilWorkerAsync();
        tabs.Add((page, Watch(page)));
        for (var more = 0; more < 2; more++)
        {
            var tab = await fleet.OpenAsync("clients");
            await tab.GetByText("2,000 clients").ShownAsync();
            tabs.Add((tab, Watch(tab)));
        }

        var first = await page.BuildAsync();
        var client = await page.EvaluateAsync<string>("async () => (await keel.query('GET /api/clients', { search: 'anchor charters' })).items[0].id");
        // One after another, and an old one restarts in the middle.
        await fleet.DeployAsync(CrmBuild.Second, 0, Quick);
        await SaveAsync(page, client, "During the deployment");
        await fleet.DeployAsync(CrmBuild.Second, 1, Quick);
        await fleet.RestartAsync(3);
        await VisitAsync(tabs);
        await fleet.DeployAsync(CrmBuild.Second, 2, Quick);
        await fleet.DeployAsync(CrmBuild.Second, 3, Quick);
        await Task.WhenAll(tabs.Select(tab => tab.Page.UntilOtherBuildAsync(first, asking: true)));

        await VisitAsync(tabs);
        Assert.All(tabs, tab => Assert.InRange(tab.Reloads(), 0, 1));
        await fleet.UntilCountAsync(1, "Contacts WHERE Name = 'During the deployment'");

        var second = await page.BuildAsync();
        // Offline, something is saved; meanwhile the deployment is taken back.
        await page.BringToFrontAsync();
        await fleet.Profile.SetOfflineAsync(true);
        await SaveAsync(page, client, "During the rollback");
        for (var instance = 0; instance < 4; instance++)
        {
            await fleet.DeployAsync(CrmBuild.First, instance, Quick);
        }

        await fleet.Profile.SetOfflineAsync(false);
        await fleet.UntilCountAsync(1, "Contacts WHERE Name = 'During the rollback'");
        await Task.WhenAll(tabs.Select(tab => tab.Page.UntilOtherBuildAsync(second, asking: true)));
        foreach (var (tab, _) in tabs)
        {
            Assert.Equal(first, await tab.BuildAsync());
        }

        Assert.All(tabs, tab => Assert.InRange(tab.Reloads(), 0, 2));
        Assert.Empty(_bad);
    }

    private Func<int> Watch(IPage page)
    {
        page.Response += (_, answer) =>
        {
            var type = answer.Headers.GetValueOrDefault("content-type", "");
            var isAsset = new Uri(answer.Url).AbsolutePath.StartsWith("/assets/", StringComparison.Ordinal);
            if (isAsset && (answer.Status >= 400 || type.StartsWith("text/html", StringComparison.Ordinal)))
            {
                _bad.Add($"{answer.Status} {type} {answer.Url}");
            }
        };
        page.PageError += (_, error) => _bad.Add(error);
        // A step to another page may load it; that is none.
        var reloads = 0;
        page.Console += (_, said) => _ = said.Text == "loaded by reload" ? Interlocked.Increment(ref reloads) : 0;
        return () => Volatile.Read(ref reloads);
    }

    private static async Task SaveAsync(IPage page, string client, string name) => await page.EvaluateAsync(
        """
        async ({ clientId, name }) => {
          await keel.command("POST /api/clients/{clientId}/contacts", { name, role: "", email: "", phone: "" }, { params: { clientId }, waitMs: 0 });
        }
        """,
        new { clientId = client, name });

    // The page of products comes late.
    private static async Task VisitAsync(List<(IPage Page, Func<int> Reloads)> tabs)
    {
        foreach (var (tab, _) in tabs)
        {
            await tab.BringToFrontAsync();
            await tab.GetByRole(AriaRole.Link, new() { Name = "Products", Exact = true }).First.ClickAsync();
            await tab.GetByRole(AriaRole.Heading, new() { NameRegex = new("Products|Price list") }).First.ShownAsync();
        }
    }
}
