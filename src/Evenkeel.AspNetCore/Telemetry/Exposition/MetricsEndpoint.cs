using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Telemetry.Exposition;

/// <summary><c>GET /_evenkeel/metrics</c>, for those of the policy, by its own authentication schemes where it names some.</summary>
internal sealed class MetricsEndpoint(MetricsCollector collector, IOptions<MetricsOptions> options, ProblemWriter problems)
{
    private const string Plain = "text/plain; version=0.0.4; charset=utf-8";
    private const string Open = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    public async Task HandleAsync(HttpContext http)
    {
        if (await PolicyDoor.RefusalOfAsync(http, options.Value.Policy, "Metrics") is var (code, detail))
        {
            await problems.WriteAsync(http, code, detail);
            return;
        }

        var wantsOpen = http.Request.Headers.Accept.Any(static each => each?.Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase) == true);
        var (body, response) = (collector.Collect(wantsOpen), http.Response);
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept";
        response.ContentType = wantsOpen ? Open : Plain;
        response.ContentLength = body.Length;
        await response.StartAsync(http.RequestAborted);
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
