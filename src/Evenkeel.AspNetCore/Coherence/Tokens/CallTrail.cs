using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Fills;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Coherence.Tokens;

/// <summary>What a runtime's call has seen and changed, to be told with its answer. A feature of its request; used by whoever handles that.</summary>
internal sealed class CallTrail
{
    public ReadPosition Position { get; private init; } = new();

    public CommittedTags Changes { get; } = new();

    /// <summary>What its answer depends on, and whose it is; null: it is no answer of a cached query.</summary>
    public (AnswerReads Reads, string Tenant)? Answer { get; set; }

    /// <summary>In a flush, once it has been handled: whose it was, and whether it had taken effect before.</summary>
    public (string? Tenant, bool IsReplay) Handled { get; set; }

    public static CallTrail? Of(HttpContext http) => http.Features.Get<CallTrail>();

    /// <summary>One for an operation of the flush that this is the trail of.</summary>
    public CallTrail ForOperation() => new() { Position = new ReadPosition { BypassesCache = Position.BypassesCache } };

    /// <summary>Has what the calling flow reads and commits told here.</summary>
    public void Enter() => (ReadPosition.Current, CommittedTags.Current) = (Position, Changes);
}
