using Evenkeel.AspNetCore.Ledger;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>Those who wait to look an id up in one ledger, while another one does. Thread-safe.</summary>
internal sealed class LookupLine
{
    private const int MostAtOnce = 64;

    private readonly Lock _lock = new();
    private readonly List<LookupPlace> _waiting = [];
    private bool _busy;

    /// <returns>Null: nobody asks, and the caller is to do so now, and to <see cref="PassOn"/> then.</returns>
    public LookupPlace? Enter(LedgerKey key)
    {
        lock (_lock)
        {
            if (!_busy)
            {
                _busy = true;
                return null;
            }

            var place = new LookupPlace(key);
            _waiting.Add(place);
            return place;
        }
    }

    /// <summary>Has the first in line ask for those behind it.</summary>
    public void PassOn()
    {
        List<LookupPlace> next;
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _busy = false;
                return;
            }

            next = _waiting[..Math.Min(_waiting.Count, MostAtOnce)];
            _waiting.RemoveRange(0, next.Count);
        }

        next[0].Answer(new LookupTurn { AsksFor = next });
    }
}
