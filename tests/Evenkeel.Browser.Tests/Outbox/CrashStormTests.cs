using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Testing.Faults;
using Evenkeel.Testing.Time;

namespace Evenkeel.Browser.Tests.Outbox;

[Trait("Show", "1.1")]
public sealed class CrashStormTests(Chromium chromium)
{
    [Fact]
    public async Task A_browser_that_saves_while_the_server_is_killed_and_answers_are_cut_has_each_effect_once_and_in_order()
    {
        const int count = 600;
        await using var site = await TestSite.StartAsync(chromium);
        var page = await site.OpenAsync("{ waitMs: 5, retry: { baseMs: 20, capMs: 200, breakerOpenMs: 50, breakerMaxMs: 200, budgetRatio: 1, budgetMax: 1000 } }");
        await page.EvaluateAsync("() => keel.session.check()");
        site.Proxy.Rates = new FaultRates { CutAnswer = 0.05, Applies = line => line.StartsWith("POST", StringComparison.Ordinal) };

        var saving = page.SaveAsync(1, count);
        for (var kill = 1; kill <= 5; kill++)
        {
            var enough = kill * count / 8;
            await Poll.UntilAsync(async () => (await site.EffectsAsync()).Count >= enough, TimeSpan.FromSeconds(60), () => $"The storm stalled before {enough} effects.");
            await site.Server.RestartAsync();
        }

        await saving;
        site.Proxy.Rates = FaultRates.None;
        await page.FlushAsync();
        await page.UntilAsync(pending: 0);

        var effects = (await site.EffectsAsync()).Select(int.Parse).ToList();
        Assert.Equal(Enumerable.Range(1, count), effects.Order());
        for (var lane = 0; lane < 3; lane++)
        {
            var own = effects.Where(e => e % 3 == lane).ToList();
            Assert.Equal(own.Order(), own);
        }
    }
}
