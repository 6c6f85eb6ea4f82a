using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Testing.Time;

namespace Evenkeel.Browser.Tests.Outbox;

[Trait("Show", "1.6")]
public sealed class OutcomeTests(Chromium chromium)
{
    [Theory]
    [InlineData("captive-portal")]
    [InlineData("503")]
    [InlineData("reject:timed out after 4000ms")]
    [InlineData("reject:order 14220")]
    [InlineData("reject:429:401 unauthorized, order 14220")]
    [InlineData("reject:502:Bad request: 400 validation failed")]
    public async Task An_answer_that_is_not_the_servers_own_verdict_is_retried_and_never_believed(string mode)
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await site.OpenAsync("{ waitMs: 200, retry: { baseMs: 20, capMs: 100, breakerOpenMs: 50, breakerMaxMs: 100 } }");
        await page.EvaluateAsync("() => keel.session.check()");
        await site.ModeAsync(mode);

        await page.SaveAsync(1, 1);
        await page.SaveAsync(2, 6);
        await Poll.UntilAsync(
            () => page.EvaluateAsync<bool>("async () => (await keel.outbox.list()).some(o => o.retries > 0)"), TimeSpan.FromSeconds(30), () => "Nothing was tried again.");
        Assert.Equal(6, await page.PendingAsync());
        Assert.Equal(0, await page.ParkedAsync());
        Assert.Empty(await site.EffectsAsync());

        await site.ModeAsync("normal");
        await page.FlushAsync();
        await page.UntilAsync(pending: 0);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], (await site.EffectsAsync()).Order());
    }
}
