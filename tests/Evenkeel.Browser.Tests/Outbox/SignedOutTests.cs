using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Outbox;

[Trait("Show", "1.5")]
public sealed class SignedOutTests(Chromium chromium)
{
    [Fact]
    public async Task When_every_request_answers_401_nothing_is_dropped_or_charged_and_sign_in_drains()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await page.EvaluateAsync("() => keel.session.check()");
        await site.ModeAsync("all-401");

        await page.SaveAsync(1, 5);
        await page.FlushAsync();

        await page.UntilAsync(pending: 5);
        Assert.Equal(0, await RetriesAsync(page));
        await site.ModeAsync("normal");
        await page.EvaluateAsync("() => keel.session.check()");
        await page.UntilAsync(pending: 0);
        Assert.Equal(["1", "2", "3", "4", "5"], (await site.EffectsAsync()).Order());
    }

    [Fact]
    public async Task Signed_out_the_outbox_waits_and_another_user_sees_and_sends_none_of_it()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await page.EvaluateAsync("async () => { await keel.command('POST /api/red', { operation: 'good' }); }");
        await site.SignOutAsync();

        await page.SaveAsync(1, 4);
        await page.WaitForFunctionAsync("() => keel.status.get().session === 'anonymous'");
        await page.UntilAsync(pending: 4);
        Assert.Equal(0, await RetriesAsync(page));

        await site.SignInAsync("ben");
        await page.EvaluateAsync("() => keel.session.check()");
        await page.UntilAsync(pending: 0);
        Assert.Equal(0, await page.EvaluateAsync<int>("async () => (await keel.outbox.list()).length"));
        await page.EvaluateAsync("async () => { await keel.command('POST /api/red', { operation: 'of ben' }); }");
        Assert.Equal(["good", "of ben"], await site.EffectsAsync());

        await site.SignInAsync("anna");
        await page.EvaluateAsync("() => keel.session.check()");
        // Nothing of ben's was pending either: what counts of anna's is that it arrived.
        await site.UntilEffectsAsync(6);
        await page.UntilAsync(pending: 0);
        Assert.Equal(["1", "2", "3", "4", "good", "of ben"], (await site.EffectsAsync()).Order());
    }

    [Fact]
    public async Task A_change_of_user_that_the_page_has_not_noticed_sends_nothing_as_the_other_user()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await page.EvaluateAsync("async () => { await keel.command('POST /api/red', { operation: 'as anna' }); }");

        await site.SignInAsync("ben");
        // Both are made before the first answer tells the page that the browser is somebody else's by now.
        await page.EvaluateAsync("() => Promise.all(['1', '2'].map(operation => keel.command('POST /api/red', { operation })))");
        await page.WaitForFunctionAsync("() => keel.status.get().pending === 0");

        Assert.Equal(["as anna"], await site.EffectsAsync());
        await site.SignInAsync("anna");
        await page.EvaluateAsync("() => keel.session.check()");
        await site.UntilEffectsAsync(3);
        Assert.Equal(["1", "2", "as anna"], (await site.EffectsAsync()).Order());
    }

    private static Task<int> RetriesAsync(IPage page) =>
        page.EvaluateAsync<int>("async () => (await keel.outbox.list()).reduce((sum, o) => sum + o.retries, 0)");
}
