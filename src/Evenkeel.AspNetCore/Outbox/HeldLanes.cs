using Evenkeel.Protocol.Flushing;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Lanes in which an operation of this flush was not applied: what follows in them must not overtake it.</summary>
internal sealed class HeldLanes
{
    private HashSet<string>? _held;

    public bool Holds(FlushLine line) => line.Lane is { } lane && line.Void is null && _held?.Contains(lane) == true;

    public void Note(FlushLine line, AnswerLine answer)
    {
        if (line.Lane is { } lane && line.Void is null && !IsSettled(answer))
        {
            (_held ??= new(StringComparer.Ordinal)).Add(lane);
        }
    }

    public HeldLanes Copy() => new() { _held = _held is null ? null : [.. _held] };

    // One that was discarded, or that took effect though its user may not read the answer, is settled too. A handler's own 410 or 403 is not.
    private static bool IsSettled(AnswerLine answer) => answer.Status < 400 || answer.Replayed || answer.Status switch
    {
        410 => answer.Body.Span.IndexOf("\"urn:evenkeel:problem:operation-void\""u8) >= 0,
        403 => answer.Body.Span.IndexOf("\"applied\":true"u8) >= 0,
        _ => false,
    };
}
