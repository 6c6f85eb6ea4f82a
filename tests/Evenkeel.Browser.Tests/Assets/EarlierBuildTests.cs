using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Testing.Time;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Assets;

[Trait("Show", "3.8")]
public sealed class EarlierBuildTests(Chromium chromium)
{
    [Fact]
    public async Task A_page_of_a_build_three_back_gets_its_lazy_chunk_until_the_build_is_retired()
    {
        await using var site = await AssetSite.StartAsync(chromium, "1");
        await using var another = await chromium.Instance.NewContextAsync();
        foreach (var profile in (IBrowserContext[])[site.Profile, another])
        {
            // Without the worker, which has the chunk on the device.
            await profile.AddInitScriptAsync("delete Navigator.prototype.serviceWorker;");
        }

        var (page, late) = (await site.OpenAsync(), await site.OpenAsync(another));
        foreach (var build in (string[])["2", "3", "4"])
        {
            await site.DeployAsync(build);
        }

        Assert.Equal("1", await page.LazyAsync());

        site.PassTime(TimeSpan.FromDays(31));
        await site.DeployAsync("4");
        await Poll.UntilAsync(async () => await late.StatusAsync("/assets/lazy-1.js?new") == 410, TimeSpan.FromSeconds(30), () => "The build was never retired.");
        Assert.Equal((404, 200), (await late.StatusAsync("/assets/lazy-0.js"), await late.StatusAsync("/assets/lazy-4.js")));
        await Assert.ThrowsAsync<PlaywrightException>(late.LazyAsync);
        Assert.Equal("1", await late.StartedAsync());
        await late.AgainAsync();
        Assert.Equal("4", await late.LazyAsync());
    }
}
