using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Assets;

[Trait("Show", "3.10")]
public sealed class ServiceWorkerTests(Chromium chromium)
{
    [Fact]
    public async Task A_page_that_was_opened_once_opens_offline_with_chunks_that_it_never_asked_for()
    {
        await using var site = await AssetSite.StartAsync(chromium, "1");
        var page = await site.OpenAsync();
        await page.UntilWorkerAsync("1");
        await site.Profile.SetOfflineAsync(true);
        await page.AgainAsync();
        Assert.Equal(("1", "1"), (await page.StartedAsync(), await page.LazyAsync()));
        await page.GotoAsync(new Uri(new Uri(page.Url), "/clients/7?tab=notes#top").ToString());
        Assert.Equal("1", await page.StartedAsync());
        await Assert.ThrowsAsync<PlaywrightException>(() => page.StatusAsync("/api/version"));
    }

    [Fact]
    public async Task Another_build_takes_over_when_the_page_says_so_and_a_rolled_back_one_as_well()
    {
        await using var site = await AssetSite.StartAsync(chromium, "1");
        var page = await site.OpenAsync();
        await page.UntilWorkerAsync("1");
        await TakeOverAsync(site, page, "1", "2");
        await TakeOverAsync(site, page, "2", "1");
    }

    [Fact]
    public async Task The_page_of_a_captive_portal_is_not_taken_for_the_application()
    {
        await using var site = await AssetSite.StartAsync(chromium, "1");
        var page = await site.OpenAsync();
        await page.UntilWorkerAsync("1");
        site.HasPortal = true;
        await page.AgainAsync();
        Assert.Equal(("1", "1"), (await page.StartedAsync(), await page.LazyAsync()));
        await page.EvaluateAsync("() => worker.update()");
        Assert.Equal(["evenkeel:shell:1"], await page.CachesAsync());
    }

    [Fact]
    public async Task A_worker_that_the_server_switches_off_is_gone_with_all_it_kept()
    {
        await using var site = await AssetSite.StartAsync(chromium, "1");
        var page = await site.OpenAsync();
        await page.UntilWorkerAsync("1");
        await page.EvaluateAsync("() => caches.open('the-applications-own')");
        await site.DeployAsync("2", worker: false);
        await page.EvaluateAsync("() => worker.update()");
        await page.UntilHoldsAsync("async () => !(await caches.keys()).some(name => name.startsWith('evenkeel:'))");
        await page.AgainAsync();
        Assert.Equal(["the-applications-own"], await page.CachesAsync());
        Assert.Equal("2", await page.StartedAsync());
    }

    private static async Task TakeOverAsync(AssetSite site, IPage page, string from, string to)
    {
        await site.DeployAsync(to);
        await page.EvaluateAsync("() => worker.update()");
        await page.UntilWaitingAsync();

        // The page in use goes on as it is, offline too.
        await site.Profile.SetOfflineAsync(true);
        Assert.Equal((from, from), (await page.StartedAsync(), await page.LazyAsync()));
        await site.Profile.SetOfflineAsync(false);

        await page.EvaluateAsync("() => { window.safe = true; return worker.update(); }");
        await page.UntilWorkerAsync(to);
        await page.AgainAsync();
        Assert.Equal(to, await page.StartedAsync());
        await page.UntilHoldsAsync("async () => (await caches.keys()).length === 1");
        Assert.Equal([$"evenkeel:shell:{to}"], await page.CachesAsync());
        await site.Profile.SetOfflineAsync(true);
        await page.AgainAsync();
        Assert.Equal((to, to), (await page.StartedAsync(), await page.LazyAsync()));
        await site.Profile.SetOfflineAsync(false);
    }
}
