using Evenkeel.Protocol.Flushing;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Lanes in which an operation of this flush was not applied: what follows in them must not overtake it.</summary>
internal sealed class HeldLanes
{
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);

    public bool Holds(FlushLine line) => line.Lane is { } lane && line.Void is null && _held.Contains(lane);

    public void Note(FlushLine line, AnswerLine answer)
    {
        // An operation that was discarded, or that took effect before it could be, is settled; nothing waits for it.
        var settled = answer.Status < 400 || answer.Replayed || answer.Status == 410;
        if (line.Lane is { } lane && line.Void is null && !settled)
        {
            _held.Add(lane);
        }
    }
}
