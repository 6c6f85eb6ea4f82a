using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>What a page of the CRM knows of deployments, and how often it was loaded.</summary>
internal static class PageDeployments
{
    public static Task<string> BuildAsync(this IPage page) => page.EvaluateAsync<string>("() => document.querySelector('meta[name=evenkeel-build]').content");

    /// <summary>Waits until the page thinks so of itself: current, compatible or incompatible.</summary>
    public static Task UntilStateAsync(this IPage page, string state) => page.WaitForFunctionAsync("state => globalThis.keel?.deployment.status.get().state === state", state);

    /// <summary>Has the page ask now, as it does by itself each 30 s, when it gets the focus, and when it is told.</summary>
    public static async Task CheckAsync(this IPage page)
    {
        await page.WaitForFunctionAsync("() => !!globalThis.keel");
        await page.EvaluateAsync("() => { void keel.deployment.check(); }");
    }

    /// <summary>Marks the document, so that another one can be told from it.</summary>
    public static Task MarkAsync(this IPage page) => page.EvaluateAsync("() => { globalThis.marked = true; }");

    public static Task<bool> IsMarkedAsync(this IPage page) => page.EvaluateAsync<bool>("() => globalThis.marked === true");

    /// <summary>Waits until the tab has a page of another build.</summary>
    /// <param name="page">The tab.</param>
    /// <param name="than">The build that it is to leave.</param>
    /// <param name="seconds">When to give up.</param>
    /// <param name="asking">Has the page ask all the time, as in <see cref="CheckAsync"/>, so that what it waits for is known as soon as it is true.</param>
    /// <exception cref="TimeoutException">It has not; the message holds what it knows.</exception>
    public static async Task UntilOtherBuildAsync(this IPage page, string than, int seconds = 90, bool asking = false)
    {
        try
        {
            await page.WaitForFunctionAsync(
                """
                ({ than, asking }) => {
                  const build = document.querySelector("meta[name=evenkeel-build]")?.content;
                  if (asking && build === than) void globalThis.keel?.deployment.check();
                  return build && build !== than && globalThis.keel?.status.get().loaded;
                }
                """,
                new { than, asking },
                new PageWaitForFunctionOptions { Timeout = seconds * 1_000, PollingInterval = asking ? 500 : null });
        }
        catch (TimeoutException)
        {
            var knows = await page.EvaluateAsync<string>("() => JSON.stringify([document.visibilityState, location.href, keel.deployment.status.get(), keel.status.get(), { ...sessionStorage }])");
            throw new TimeoutException($"The tab is still of {than}: {knows}");
        }
    }

    /// <summary>Counts the documents that are loaded into a tab from now on.</summary>
    public static Func<int> CountLoads(this IPage page)
    {
        var loads = 0;
        page.DOMContentLoaded += (_, _) => Interlocked.Increment(ref loads);
        return () => Volatile.Read(ref loads);
    }
}
