using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.TestBed;

namespace Evenkeel.Browser.Tests.Outbox;

/// <summary>
/// A browser reads no answer before it has sent all of its request: a server that answered while it read would wait for ever once the answers fill the
/// buffers between them. Here they are 16 MB, and a proxy with its default settings stands in between.
/// </summary>
[Trait("Show", "1.10")]
public sealed class NginxTests(Chromium chromium)
{
    [Fact]
    public async Task A_thousand_operations_with_answers_of_16_KB_flush_from_Chromium_through_a_default_nginx()
    {
        await using var site = await TestSite.StartAsync(chromium, user: null);
        await using var nginx = await NginxServer.StartAsync(site.Server.Port);
        var page = await site.OpenAsync(address: nginx.BaseAddress);
        await page.EvaluateAsync("async () => { await fetch('/test/signin?user=anna&tenant=acme'); await keel.session.check(); }");
        await site.Profile.SetOfflineAsync(true);
        await page.EvaluateAsync(
            """
            async () => {
              for (let i = 1; i <= 1000; i++) await keel.command("POST /api/effects/big", { operation: `${i}`, seq: i });
            }
            """);

        await site.Profile.SetOfflineAsync(false);
        await page.FlushAsync();
        await page.UntilAsync(pending: 0);

        Assert.Equal(Enumerable.Range(1, 1000).Select(i => $"{i}"), await site.EffectsAsync());
    }
}
