using System.Net;
using System.Net.Http.Headers;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>Two builds run side by side, and nginx passes everything to one of them: deployed by a switch, and rolled back by another, to instances that were never stopped.</summary>
[Trait("Show", "3.2")]
public sealed class StandbyTests(Chromium chromium)
{
    private const string Key = "a-key-for-operators";
    private static readonly string[] Quick = ["--Deployments:Lease", "00:00:12", "--Deployments:HeartbeatEvery", "00:00:01", "--operatorKey", Key];

    [Fact]
    public async Task A_rollback_to_instances_that_were_never_stopped_reaches_every_tab_once_and_keeps_the_queue()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First, instances: 2, standby: 2, more: Quick);
        var page = await fleet.OpenClientAsync();
        await page.UntilWorkerAsync();
        var other = await fleet.OpenAsync("clients");
        await other.GetByText("2,000 clients").ShownAsync();
        IPage[] tabs = [page, other];
        var loads = tabs.Select(tab => tab.CountLoads()).ToArray();
        var first = await page.BuildAsync();
        await page.UntilStateAsync("current");
        var server = await page.EvaluateAsync<string>("() => keel.deployment.status.get().current.build");
        var client = await page.EvaluateAsync<string>("async () => (await keel.query('GET /api/clients', { search: 'anchor charters' })).items[0].id");

        await Task.WhenAll(fleet.DeployAsync(CrmBuild.Second, 2, Quick), fleet.DeployAsync(CrmBuild.Second, 3, Quick));
        await fleet.SwitchAsync(2..4);
        await Task.WhenAll(tabs.Select(tab => tab.UntilOtherBuildAsync(first, asking: true)));
        var second = await page.BuildAsync();
        Assert.All(loads, count => Assert.Equal(1, count()));

        // Something is saved offline; meanwhile the deployment is taken back, and both builds run on.
        await page.BringToFrontAsync();
        await fleet.Profile.SetOfflineAsync(true);
        await page.EvaluateAsync(
            """
            async clientId => {
              await keel.command("POST /api/clients/{clientId}/contacts", { name: "During the rollback", role: "", email: "", phone: "" }, { params: { clientId }, waitMs: 0 });
            }
            """,
            client);
        await fleet.SwitchAsync(0..2);
        Assert.Equal(HttpStatusCode.OK, await ActivateAsync(fleet, server, Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await ActivateAsync(fleet, server, "another key"));
        Assert.Equal(HttpStatusCode.NotFound, await ActivateAsync(fleet, "never-live", Key));
        await fleet.Profile.SetOfflineAsync(false);

        await fleet.UntilCountAsync(1, "Contacts WHERE Name = 'During the rollback'");
        // Nobody tells them to ask.
        await Task.WhenAll(tabs.Select(tab => tab.UntilOtherBuildAsync(second)));
        foreach (var tab in tabs)
        {
            Assert.Equal(first, await tab.BuildAsync());
            await tab.UntilStateAsync("current");
            await tab.CheckAsync();
        }

        // The worker is of the first build again too, and nothing is left to be done.
        await page.UntilHoldsAsync(
            """
            async build => {
              // As whenever the page comes into sight: an earlier look may have met a server between two builds, or a tab too busy to say its build.
              const worker = await navigator.serviceWorker.getRegistration();
              await worker.update().catch(() => {});
              worker.active?.postMessage({ kind: "tidy" });
              await new Promise(next => setTimeout(next, 500));
              const kept = (await caches.keys()).join();
              return kept === `evenkeel:shell:${build}` || `${kept}, installing: ${worker.installing?.state}, waiting: ${worker.waiting?.state}`;
            }
            """,
            first);
        Assert.All(loads, count => Assert.Equal(2, count()));
        Assert.Equal(1, await fleet.CountAsync("Contacts WHERE Name = 'During the rollback'"));
    }

    private static async Task<HttpStatusCode> ActivateAsync(CrmFleet fleet, string build, string key)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.PostAsync(new Uri(fleet.AddressOf(0), $"operations/activate/{build}"), content: null);
        return answer.StatusCode;
    }
}
