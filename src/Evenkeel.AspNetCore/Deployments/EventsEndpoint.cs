using System.Globalization;
using System.Text;
using System.Text.Json;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Pushing;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Stability.Shutdown;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Coherence;
using Evenkeel.Protocol.Deployments;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>
/// <c>/_evenkeel/events</c>: tells pages of a deployment when it becomes current, and those that POST what they have read of its changes.
/// </summary>
internal sealed class EventsEndpoint(
    DeploymentState state, EventStreams streams, IOptions<DeploymentOptions> options, ServerStop stop, CallerResolver callers, ProblemWriter problems, ChangeStreams? changes = null)
{
    private static readonly byte[] Comment = ": alive\n\n"u8.ToArray();

    public Task HandleAsync(HttpContext http) => HandleAsync(http, null);

    /// <summary>With what the page has read.</summary>
    public async Task WatchAsync(HttpContext http)
    {
        if (await WatchedBody.ReadAsync(http, problems) is { } reads)
        {
            await HandleAsync(http, callers.Find(http) is { } caller ? new ChangeStream(caller.Tenant, reads) : null);
        }
    }

    private async Task HandleAsync(HttpContext http, ChangeStream? watched)
    {
        if (!streams.TryAdd(options.Value.MaxStreams))
        {
            await problems.WriteAsync(http, ProblemCodes.TooManyStreams, $"This instance keeps at most {options.Value.MaxStreams} streams.", TimeSpan.FromMinutes(1));
            return;
        }

        using var noted = streams.Note(http.Request.Headers[KeelHeaders.Deployment]);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop.Ending);
        try
        {
            await StreamAsync(http, watched, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page has gone, or the server stops: it comes back to another instance.
        }
        finally
        {
            if (watched is not null)
            {
                changes?.Remove(watched);
            }

            streams.Remove();
        }
    }

    private async Task StreamAsync(HttpContext http, ChangeStream? watched, CancellationToken end)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var told = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : -1;
        if (watched is not null && changes is not null)
        {
            await changes.AddAsync(watched, http.Request.Headers[KeelHeaders.Seen] is { Count: > 0 } seen ? seen.ToString() : null, end);
        }

        await response.Body.WriteAsync(Comment, end);
        while (true)
        {
            var changed = watched is null ? state.Changed : Task.WhenAny(state.Changed, watched.Told);
            if (state.Now.Current is { } current && current.Epoch != told)
            {
                told = current.Epoch;
                await response.Body.WriteAsync(Event(current), end);
            }

            if (watched?.Take() is { } tags)
            {
                await response.Body.WriteAsync(Event(tags), end);
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

    // Without an id: the page's last one is a deployment's.
    private static byte[] Event(ChangedTags changes) => Encoding.UTF8.GetBytes($"event: changes\ndata: {JsonSerializer.Serialize(changes, ChangesJson.Default.ChangedTags)}\n\n");
}
