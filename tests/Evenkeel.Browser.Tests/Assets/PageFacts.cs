using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Assets;

/// <summary>What a tab runs, and what its browser keeps.</summary>
internal static class PageFacts
{
    /// <summary>Waits until the worker of a build is the active one, with all it needs.</summary>
    public static Task UntilWorkerAsync(this IPage page, string build) => page.UntilHoldsAsync(
        """
        async build => {
          const active = (await navigator.serviceWorker.getRegistration())?.active;
          return active?.state === "activated" && (await caches.keys()).includes(`evenkeel:shell:${build}`) && !(await navigator.serviceWorker.getRegistration()).waiting;
        }
        """,
        build);

    public static Task UntilWaitingAsync(this IPage page) => page.UntilHoldsAsync("async () => (await navigator.serviceWorker.getRegistration())?.waiting");

    public static Task<string> StartedAsync(this IPage page) => page.EvaluateAsync<string>("() => window.started");

    public static Task<string> LazyAsync(this IPage page) => page.EvaluateAsync<string>("() => lazy()");

    public static Task<int> StatusAsync(this IPage page, string path) => page.EvaluateAsync<int>("async path => (await fetch(path)).status", path);

    public static Task<string[]> CachesAsync(this IPage page) => page.EvaluateAsync<string[]>("async () => (await caches.keys()).sort()");

    /// <summary>Loads the page anew, and waits until it runs.</summary>
    /// <exception cref="TimeoutException">It does not; the message holds what was loaded, and by whom.</exception>
    public static async Task AgainAsync(this IPage page)
    {
        await page.ReloadAsync();
        try
        {
            await page.WaitForFunctionAsync("() => window.started");
        }
        catch (TimeoutException)
        {
            var loaded = await page.EvaluateAsync<string>(
                """
                async () => JSON.stringify([
                  document.documentElement.outerHTML.slice(0, 500), navigator.serviceWorker.controller?.state, await caches.keys(),
                  performance.getEntries().map(({ name, entryType, responseStatus, workerStart }) => [name, entryType, responseStatus, workerStart]),
                ])
                """);
            throw new TimeoutException($"The page does not run: {loaded}");
        }
    }
}
