using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>Operations that were made under one build and are sent under another.</summary>
[Trait("Show", "3.5")]
public sealed class QueuedOperationTests(Chromium chromium)
{
    // 34 that mean the same in both builds, 33 of a command that was renamed, 33 that ask for one more field in the second.
    private const string Queue =
        """
        async ({ names, more }) => {
          const { items } = await keel.query("GET /api/clients", { search: "anchor charters" });
          const client = await keel.query("GET /api/clients/{clientId}", { clientId: items[0].id });
          const opportunity = client.opportunities[0];
          const stages = ["lead", "qualified"];
          for (let i = 0; i < 100; i++) {
            const options = { params: { clientId: client.id }, lane: `${i % 3}-${i}` };
            if (i % 3 === 0) await keel.command("POST /api/clients/{clientId}/contacts", { name: `Queued ${i}`, role: "", email: "", phone: "" }, options);
            if (i % 3 === 1) await keel.command(names.move, { stage: stages[i % 2], ...more.move }, { params: { clientId: client.id, opportunityId: opportunity.id }, lane: `${i % 3}-${i}` });
            if (i % 3 === 2) await keel.command("POST /api/clients/{clientId}/comments", { text: `Queued ${i}`, ...more.comment }, options);
          }
          return (await keel.outbox.list()).length;
        }
        """;

    private const string Old = "POST /api/clients/{clientId}/opportunities/{opportunityId}/stage";
    private const string New = "POST /api/clients/{clientId}/opportunities/{opportunityId}/move";

    [Fact]
    public async Task A_hundred_of_the_old_build_apply_once_or_are_parked_with_a_reason()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        await QueueAsync(fleet, new { names = new { move = Old }, more = new { } });
        await fleet.DeployAsync(CrmBuild.Second);
        var page = await ReturnAsync(fleet, parked: 33);

        Assert.Equal((34, 0), (await fleet.CountAsync("Contacts WHERE Name LIKE 'Queued %'"), await fleet.CountAsync("Comments WHERE Text LIKE 'Queued %'")));
        Assert.Equal(33, await fleet.CountAsync("evenkeel_ledger WHERE action LIKE '%/move'"));
        Assert.Equal(67, await fleet.CountAsync("evenkeel_ledger WHERE action NOT LIKE '%/comments'"));
        Assert.Equal(["contract-mismatch"], await ReasonsAsync(page));
        await CrmSite.PictureAsync(page, "parked-by-a-deployment");

        // Once the new build converts them, what was parked goes through by itself when a person says so.
        await fleet.DeployAsync(CrmBuild.Compatible);
        await page.EvaluateAsync("async () => { for (const { id } of await keel.outbox.list()) await keel.outbox.retry(id); }");
        await fleet.UntilCountAsync(33, "Comments WHERE Text LIKE 'Queued %'");
    }

    [Fact]
    public async Task A_hundred_of_the_new_build_survive_a_rollback()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        await fleet.DeployAsync(CrmBuild.Second);
        await QueueAsync(fleet, new { names = new { move = New }, more = new { move = new { reason = "Because" }, comment = new { kind = "note" } } });
        await fleet.DeployAsync(CrmBuild.First);
        // What the old build does not know at all waits; a field more is no trouble to it.
        var page = await ReturnAsync(fleet, parked: 33);

        Assert.Equal((34, 33), (await fleet.CountAsync("Contacts WHERE Name LIKE 'Queued %'"), await fleet.CountAsync("Comments WHERE Text LIKE 'Queued %'")));
        Assert.Equal(["action-unknown"], await ReasonsAsync(page));
    }

    private static async Task QueueAsync(CrmFleet fleet, object calls)
    {
        var page = await fleet.OpenClientAsync();
        await page.UntilWorkerAsync();
        await page.EvaluateAsync("async () => { await keel.query('GET /api/clients', { search: 'anchor charters' }); }");
        await fleet.Profile.SetOfflineAsync(true);
        Assert.Equal(100, await page.EvaluateAsync<int>(Queue, calls));
        await page.CloseAsync();
    }

    private static async Task<IPage> ReturnAsync(CrmFleet fleet, int parked)
    {
        await fleet.Profile.SetOfflineAsync(false);
        var page = await fleet.OpenAsync();
        await page.WaitForFunctionAsync("parked => { const status = globalThis.keel?.status.get(); return status?.loaded && status.pending === 0 && status.parked === parked; }", parked);
        return page;
    }

    private static Task<string[]> ReasonsAsync(IPage page) =>
        page.EvaluateAsync<string[]>("async () => [...new Set((await keel.outbox.list()).map(({ problem }) => problem?.error ?? 'none'))]");
}
