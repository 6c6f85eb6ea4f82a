using Evenkeel.Browser.Tests.Browsing;

namespace Evenkeel.Browser.Tests.Outbox;

/// <summary>An intranet without HTTPS: the browser withholds Web Locks and randomUUID there.</summary>
[Trait("Show", "1.4")]
public sealed class PlainHttpTests(Chromium chromium)
{
    [Fact]
    public async Task Without_a_secure_context_two_tabs_still_share_one_outbox_and_a_closed_flusher_is_replaced()
    {
        await using var site = await TestSite.StartAsync(chromium, user: null);
        var address = new Uri($"http://{Chromium.PlainHost}:{site.Proxy.Port}/");
        var first = await site.OpenAsync(address: address);
        Assert.Equal("undefined undefined", await first.EvaluateAsync<string>("() => `${typeof navigator.locks} ${typeof crypto.randomUUID}`"));
        await first.EvaluateAsync("async () => { await fetch('/test/signin?user=anna&tenant=acme'); await keel.session.check(); }");
        await first.EvaluateAsync("async () => { await keel.command('POST /api/red', { operation: 'first' }); }");

        var second = await site.OpenAsync(address: address);
        await second.EvaluateAsync("() => keel.session.check()");
        await site.Profile.SetOfflineAsync(true);
        await first.SaveAsync(1, 3);
        await first.CloseAsync();
        await second.SaveAsync(4, 6);
        await site.Profile.SetOfflineAsync(false);
        await second.FlushAsync();
        await second.UntilAsync(pending: 0);

        Assert.Equal(["1", "2", "3", "4", "5", "6", "first"], (await site.EffectsAsync()).Order());
    }
}
