using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Flushing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Tokens;

/// <summary>
/// Keeps a runtime from reading what is older than what it has seen, and tells it how far it has seen now. Whatever fails here fails no call: without a token that can be checked a call reads past the cache, and an answer
/// without a token says nothing. Thread-safe.
/// </summary>
internal sealed class CallTrails(SeenTokens tokens, TagHashes hashes, ICoherence coherence, CallerResolver callers, ILogger<CallTrails> log)
{
    /// <summary>Follows a runtime's call from here on, in the calling flow.</summary>
    public CallTrail Begin(HttpContext http)
    {
        var trail = new CallTrail();
        trail.Enter();
        http.Features.Set(trail);
        http.Response.OnStarting(() => SayAsync(http, trail));
        return trail;
    }

    /// <summary>Brings this node to where the caller has been; where that cannot be, the call reads past the cache.</summary>
    public async ValueTask CatchUpAsync(HttpContext http, CallTrail trail)
    {
        var header = http.Request.Headers[KeelHeaders.Seen];
        if (header.Count == 0)
        {
            return;
        }

        try
        {
            var seen = header.Count == 1 ? await tokens.ReadAsync(header[0], http.RequestAborted) : null;
            trail.Position.BypassesCache = seen is null || (seen > coherence.Applied && seen > await coherence.PositionAfterAsync(http.RequestAborted));
        }
        catch (Exception error)
        {
            trail.Position.BypassesCache = true;
            if (!http.RequestAborted.IsCancellationRequested)
            {
                log.NotCaughtUp(error);
            }
        }
    }

    /// <summary>A position at which all is there that these calls of one flush have committed or read; null: they did neither, or nobody knows.</summary>
    public async ValueTask<long?> LookAsync(IEnumerable<CallTrail?> settled, CancellationToken cancel)
    {
        try
        {
            return settled.Any(trail => trail is not null && NeedsLook(trail, trail.Handled.IsReplay)) ? await coherence.PositionAfterAsync(cancel) : null;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            log.NotTold(error);
            return null;
        }
    }

    /// <summary>Adds to the answer of an operation whose commit has taken place what its trail says.</summary>
    public async ValueTask<AnswerLine> TellAsync(AnswerLine answer, CallTrail trail, long? position, CancellationToken cancel)
    {
        try
        {
            var (tenant, isReplay) = trail.Handled;
            var seen = NeedsLook(trail, isReplay) ? position : trail.Position.HasSeen ? trail.Position.Seen : null;
            return answer with
            {
                Seen = seen is { } known ? await tokens.WriteAsync(known, cancel) : null,
                Changed = await ChangedAsync(trail, tenant, isReplay, cancel),
            };
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            log.NotTold(error);
            return answer;
        }
    }

    private static bool NeedsLook(CallTrail trail, bool isReplay) => isReplay || trail.Position.UsedDatabase || trail.Changes.Any;

    private async Task SayAsync(HttpContext http, CallTrail trail)
    {
        if (!IsAction(http, out var isCommand) || SharedAnswer.Is(http.Response))
        {
            return;
        }

        try
        {
            var (headers, cancel) = (http.Response.Headers, http.RequestAborted);
            var isReplay = headers[KeelHeaders.Replayed] == "true";
            // Their own commit has taken place: the answers of commands are held until then.
            if (NeedsLook(trail, isReplay))
            {
                headers[KeelHeaders.Seen] = await tokens.WriteAsync(Math.Max(trail.Position.Seen, await coherence.PositionAfterAsync(cancel)), cancel);
            }
            else if (trail.Position.HasSeen)
            {
                headers[KeelHeaders.Seen] = await tokens.WriteAsync(trail.Position.Seen, cancel);
            }

            if (trail.Answer is var (reads, owner))
            {
                headers[KeelHeaders.Tags] = await reads.TextAsync(hashes, owner, cancel);
            }

            if (isCommand && await ChangedAsync(trail, callers.Find(http)?.Tenant, isReplay, cancel) is { } changed)
            {
                headers[KeelHeaders.Changed] = string.Join(',', changed);
            }
        }
        catch (Exception error)
        {
            if (!http.RequestAborted.IsCancellationRequested)
            {
                log.NotTold(error);
            }
        }
    }

    private async ValueTask<IReadOnlyList<string>?> ChangedAsync(CallTrail trail, string? tenant, bool isReplay, CancellationToken cancel)
    {
        if (isReplay)
        {
            // What it changed then nobody has kept.
            return [TagHashes.Everything];
        }

        return trail.Changes.Names is not { Count: > 0 } names ? null : tenant is null ? [TagHashes.Everything] : await hashes.OfAsync(names, tenant, cancel);
    }

    // Where MVC routes by itself a command has no endpoint.
    private static bool IsAction(HttpContext http, out bool isCommand)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        var action = metadata?.GetMetadata<ActionMetadata>();
        isCommand = action is { IsCommand: true } || http.Features.Get<CommandReached>() is not null;
        return (action is not null || isCommand) && metadata?.GetMetadata<OwnEndpointMetadata>() is null;
    }
}
