using Evenkeel.Browser.Tests.Browsing;

namespace Evenkeel.Browser.Tests.Outbox;

[Trait("Show", "1.8")]
public sealed class QuotaTests(Chromium chromium)
{
    [Fact]
    public async Task A_full_storage_rejects_the_command_visibly_and_leaves_earlier_operations_intact()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await site.Profile.NewPageAsync();
        // Chromium remembers for half a minute how much room there is, so the limit comes before the first write.
        var browser = await page.Context.NewCDPSessionAsync(page);
        var origin = site.Proxy.BaseAddress.GetLeftPart(UriPartial.Authority);
        await browser.SendAsync("Storage.overrideQuotaForOrigin", new Dictionary<string, object> { ["origin"] = origin, ["quotaSize"] = 2_000_000 });
        await site.LoadAsync(page);
        await page.EvaluateAsync("() => keel.session.check()");
        await site.Profile.SetOfflineAsync(true);
        await page.SaveAsync(1, 5);

        var told = await page.EvaluateAsync<string>(
            """
            async () => {
              try { return (await keel.command("POST /api/red", { operation: "too much", payload: "x".repeat(5000000) })).state; }
              catch (e) { return e.code; }
            }
            """);

        Assert.Equal("storage-full", told);
        Assert.Equal("full", await page.EvaluateAsync<string>("() => keel.status.get().storage"));
        Assert.Equal(5, await page.PendingAsync());

        await page.SaveAsync(6, 6);
        await site.Profile.SetOfflineAsync(false);
        await page.FlushAsync();
        await page.UntilAsync(pending: 0);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], (await site.EffectsAsync()).Order());
    }
}
