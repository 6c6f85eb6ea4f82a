using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Browsing;

/// <summary>What tests do and ask in a tab, through the runtime's public surface.</summary>
internal static class PageScripts
{
    /// <summary>Saves effects named <c>from</c> to <c>to</c>, over the lanes in turn; number <c>poison</c> will be refused.</summary>
    public static Task SaveAsync(this IPage page, int from, int to, int? poison = null, string lanes = "red,green,blue") => page.EvaluateAsync(
        """
        async ({ from, to, poison, lanes }) => {
          for (let i = from; i <= to; i++) {
            const lane = lanes[i % lanes.length];
            await keel.command(`POST /api/${lane}`, { operation: `${i}`, seq: i, payload: i === poison ? "poison" : "good" });
          }
        }
        """,
        new { from, to, poison, lanes = lanes.Split(',') });

    /// <summary>Tries now, as a person who presses "try again".</summary>
    public static Task FlushAsync(this IPage page) => page.EvaluateAsync("() => keel.outbox.flush()");

    public static Task<int> PendingAsync(this IPage page) => page.EvaluateAsync<int>("() => keel.status.get().pending");

    public static Task<int> ParkedAsync(this IPage page) => page.EvaluateAsync<int>("() => keel.status.get().parked");

    /// <summary>Waits until the outbox shows so many waiting and parked operations.</summary>
    public static async Task UntilAsync(this IPage page, int pending, int parked = 0)
    {
        try
        {
            await page.WaitForFunctionAsync(
                "([pending, parked]) => { const s = keel.status.get(); return s.pending === pending && s.parked === parked; }",
                new[] { pending, parked },
                new PageWaitForFunctionOptions { Timeout = 60_000 });
        }
        catch (TimeoutException)
        {
            var status = await page.EvaluateAsync<string>("async () => JSON.stringify({ status: keel.status.get(), first: (await keel.outbox.list()).slice(0, 3) })");
            Assert.Fail($"The outbox never had {pending} waiting and {parked} parked. It has {status}");
        }
    }

    /// <summary>The id of the operation that named itself so.</summary>
    public static Task<string> IdOfAsync(this IPage page, string operation) => page.EvaluateAsync<string>(
        "async operation => (await keel.outbox.list()).find(o => o.input.operation === operation).id", operation);
}
