using System.Net;
using System.Text;
using Evenkeel.Browser.Tests.Browsing;

namespace Evenkeel.Browser.Tests.Outbox;

[Trait("Show", "1.3")]
public sealed class PoisonTests(Chromium chromium)
{
    private const int Count = 1000;
    private const int Poison = 500;

    // 500 % 3 = 2: the poison is in the lane "blue", with 167 operations after it.
    private const int WaitingBehind = 167;

    [Fact]
    public async Task One_poisoned_operation_of_a_thousand_parks_and_edit_and_retry_drains_its_lane()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await QueueOfflineAsync(site);

        await page.UntilAsync(pending: WaitingBehind - 1, parked: 1);
        var before = await site.EffectsAsync();
        Assert.Equal(Count - WaitingBehind, before.Count);
        Assert.Equal(Enumerable.Range(1, Poison - 1).Select(i => $"{i}").Order(), before.Where(e => int.Parse(e) < Poison).Order());
        Assert.Equal("blue", await page.EvaluateAsync<string>("async () => (await keel.outbox.list()).find(o => o.state === 'parked').lane"));

        var id = await page.IdOfAsync("500");
        await page.EvaluateAsync("async id => { await keel.outbox.edit(id, { operation: '500', seq: 500, payload: 'mended' }); }", id);
        await page.UntilAsync(pending: 0);

        var after = await site.EffectsAsync();
        Assert.Equal(Enumerable.Range(1, Count).Select(i => $"{i}").Order(), after.Order());
        var blue = after.Where(e => int.Parse(e) % 3 == 2).Select(int.Parse).ToList();
        Assert.Equal(blue.Order(), blue);
        Assert.Equal(HttpStatusCode.Gone, await SendLateCopyAsync(site, id));
    }

    [Fact]
    public async Task A_discarded_operation_lets_its_lane_go_on_and_a_late_copy_of_it_is_refused()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await QueueOfflineAsync(site);
        await page.UntilAsync(pending: WaitingBehind - 1, parked: 1);

        var id = await page.IdOfAsync("500");
        await page.EvaluateAsync("id => keel.outbox.discard(id)", id);
        await page.UntilAsync(pending: 0);

        var effects = await site.EffectsAsync();
        Assert.Equal(Count - 1, effects.Count);
        Assert.DoesNotContain("500", effects);
        Assert.Equal(HttpStatusCode.Gone, await SendLateCopyAsync(site, id));
        Assert.Equal(Count - 1, (await site.EffectsAsync()).Count);
    }

    [Fact]
    public async Task A_rejection_that_its_form_awaits_is_thrown_there_and_not_parked()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await site.OpenAsync("{}");

        var told = await page.EvaluateAsync<string>(
            """
            async () => {
              try { await keel.command("POST /api/red", { operation: "x", payload: "poison" }); return "done"; }
              catch (e) { return `${e.status} ${e.errors.payload[0]}`; }
            }
            """);

        Assert.Equal("400 Poison is not taken.", told);
        await page.UntilAsync(pending: 0, parked: 0);
        var good = await page.EvaluateAsync<string>("async () => (await keel.command('POST /api/red', { operation: 'y', payload: 'good' })).state");
        Assert.Equal("done", good);
        Assert.Equal(["y"], await site.EffectsAsync());
    }

    private static async Task<Microsoft.Playwright.IPage> QueueOfflineAsync(TestSite site)
    {
        var page = await site.OpenAsync();
        await page.EvaluateAsync("() => keel.session.check()");
        await site.Profile.SetOfflineAsync(true);
        await page.SaveAsync(1, Count, Poison);
        Assert.Equal(Count, await page.PendingAsync());
        await site.Profile.SetOfflineAsync(false);
        await page.FlushAsync();
        return page;
    }

    private static async Task<HttpStatusCode> SendLateCopyAsync(TestSite site, string id)
    {
        using var copy = new HttpRequestMessage(HttpMethod.Post, "api/blue");
        copy.Headers.Add("X-User", "anna");
        copy.Headers.Add("X-Tenant", "acme");
        copy.Headers.Add("Idempotency-Key", id);
        copy.Content = new StringContent("""{"operation":"500","seq":500,"payload":"good"}""", Encoding.UTF8, "application/json");
        using var answer = await site.Control.SendAsync(copy);
        return answer.StatusCode;
    }
}
