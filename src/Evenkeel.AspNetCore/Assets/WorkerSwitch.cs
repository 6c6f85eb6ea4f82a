using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>The worker that takes the place of one that is switched off: browsers fetch it at their next check, whatever they have cached.</summary>
internal static class WorkerSwitch
{
    public const string Path = "evenkeel-worker.js";

    // The prefix is the one of web/client/src/service-worker.
    private const string Off =
        """
        self.addEventListener("install", () => self.skipWaiting());
        self.addEventListener("activate", event => event.waitUntil((async () => {
          for (const name of await caches.keys()) if (name.startsWith("evenkeel:shell:")) await caches.delete(name);
          await self.registration.unregister();
        })()));

        """;

    public static Task SendAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Text(Off, "text/javascript; charset=utf-8").ExecuteAsync(http);
    }
}
