using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Browsing;

/// <summary>Waits for what a page has to be asked for. <c>WaitForFunctionAsync</c> takes the promise itself for the answer, and so waits for nothing.</summary>
internal static class PageConditions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="page">Another document may take its place meanwhile: then that one is asked.</param>
    /// <param name="condition">An asynchronous function. Where it does not hold it may answer a text, which says what it found.</param>
    /// <param name="argument">What the function gets.</param>
    /// <exception cref="PlaywrightException">It did not hold within 30 s; the message holds the condition and what it found last.</exception>
    public static async Task UntilHoldsAsync(this IPage page, string condition, object? argument = null)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await page.EvaluateAsync(
                    $$"""
                    async ([argument, patience]) => {
                      const holds = {{condition}};
                      for (const start = performance.now(); ; await new Promise(next => setTimeout(next, 20))) {
                        const found = await holds(argument);
                        if (found && typeof found !== "string") return;
                        if (performance.now() - start > patience) throw new Error(`Never: ${holds}\n${found}`);
                      }
                    }
                    """,
                    new[] { argument, Patience.TotalMilliseconds });
                return;
            }
            catch (PlaywrightException error) when (error.Message.Contains("context was destroyed", StringComparison.Ordinal) && TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                await page.WaitForLoadStateAsync();
            }
        }
    }

    /// <summary>Waits until a worker of ours has all it needs, and answers.</summary>
    public static Task UntilWorkerAsync(this IPage page) => page.UntilHoldsAsync("async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'");
}
