using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Testing.Time;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Outbox;

[Trait("Show", "1.4")]
public sealed class TwoTabsTests(Chromium chromium)
{
    [Fact]
    public async Task When_the_flushing_tab_crashes_in_the_middle_the_other_takes_over_and_nothing_is_done_twice()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var first = await site.OpenAsync();
        await first.EvaluateAsync("() => keel.session.check()");
        await site.Profile.SetOfflineAsync(true);
        await first.SaveAsync(1, 20);
        await first.EvaluateAsync("async () => { await keel.command('POST /api/effects/held', { operation: 'held' }); }");
        await first.SaveAsync(21, 40);
        await site.Control.PostAsync("test/gate?open=false", null);
        await site.Profile.SetOfflineAsync(false);
        await first.FlushAsync();
        await Poll.UntilAsync(async () => await site.Control.GetStringAsync("test/gate") == "1", TimeSpan.FromSeconds(30), () => "No operation is held.");

        var second = await site.OpenAsync();
        await CrashAsync(first);
        await site.Control.PostAsync("test/gate?open=true", null);

        await second.UntilAsync(pending: 0);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"{i}").Append("held").Order(), (await site.EffectsAsync()).Order());
    }

    [Fact]
    public async Task When_the_flushing_tab_hangs_a_visible_one_takes_over()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var first = await site.OpenAsync();
        await first.EvaluateAsync("async () => { await keel.command('POST /api/red', { operation: 'before' }); }");
        var second = await site.OpenAsync();

        // The first tab holds the lock and does not reach its event loop while the other needs it.
        _ = first.EvaluateAsync("() => { for (const end = Date.now() + 20000; Date.now() < end;); }").ContinueWith(_ => { }, TaskScheduler.Default);
        await second.BringToFrontAsync();
        await second.SaveAsync(1, 3);

        await second.UntilAsync(pending: 0);
        Assert.Equal(["1", "2", "3", "before"], (await site.EffectsAsync()).Order());
    }

    [Fact]
    public async Task What_a_second_tab_appended_survives_closing_both()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var first = await site.OpenAsync();
        var second = await site.OpenAsync();
        await second.EvaluateAsync("() => keel.session.check()");
        await site.Profile.SetOfflineAsync(true);
        await first.SaveAsync(1, 2);
        await second.SaveAsync(3, 5);
        await first.CloseAsync();
        await second.CloseAsync();
        Assert.Empty(await site.EffectsAsync());

        await site.Profile.SetOfflineAsync(false);
        var third = await site.OpenAsync();
        await site.UntilEffectsAsync(5);

        await third.UntilAsync(pending: 0);
        Assert.Equal(["1", "2", "3", "4", "5"], (await site.EffectsAsync()).Order());
    }

    private static async Task CrashAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.TrySetResult();
        _ = session.SendAsync("Page.crash").ContinueWith(_ => { }, TaskScheduler.Default);
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
