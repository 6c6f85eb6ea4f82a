using System.Globalization;
using System.Text;
using System.Text.Json;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Deployments;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary><c>GET /_evenkeel/events</c>: tells pages of a deployment when it becomes current.</summary>
internal sealed class EventsEndpoint(DeploymentState state, EventStreams streams, IOptions<DeploymentOptions> options, IHostApplicationLifetime lifetime, ProblemWriter problems)
{
    private static readonly byte[] Comment = ": alive\n\n"u8.ToArray();

    public async Task HandleAsync(HttpContext http)
    {
        if (!streams.TryAdd(options.Value.MaxStreams))
        {
            await problems.WriteAsync(http, ProblemCodes.TooManyStreams, $"This instance keeps at most {options.Value.MaxStreams} streams.", TimeSpan.FromMinutes(1));
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await StreamAsync(http, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page has gone, or the server stops: it comes back to another instance.
        }
        finally
        {
            streams.Remove();
        }
    }

    private async Task StreamAsync(HttpContext http, CancellationToken end)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var told = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : -1;
        await response.Body.WriteAsync(Comment, end);
        while (true)
        {
            var changed = state.Changed;
            if (state.Now.Current is { } current && current.Epoch != told)
            {
                told = current.Epoch;
                await response.Body.WriteAsync(Event(current), end);
            }

            await response.Body.FlushAsync(end);
            while (!await ChangesAsync(changed, end))
            {
                await response.Body.WriteAsync(Comment, end);
                await response.Body.FlushAsync(end);
            }
        }
    }

    private async Task<bool> ChangesAsync(Task changed, CancellationToken end)
    {
        try
        {
            await changed.WaitAsync(options.Value.KeepAliveEvery, end);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static byte[] Event(CurrentDeployment current) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"event: deployment\nid: {current.Epoch}\ndata: {JsonSerializer.Serialize(current, DeploymentJson.Default.CurrentDeployment)}\n\n"));
}
