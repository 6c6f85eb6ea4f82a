using Evenkeel.AspNetCore.Ledger;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>Those who wait to look an id up in one ledger, while others do. Thread-safe.</summary>
internal sealed class LookupLine
{
    /// <summary>While one waits for the database, another one is on its way: with a single one all would wait together.</summary>
    private const int MostAskers = 2;

    private const int MostAtOnce = 64;

    private readonly Lock _lock = new();
    private readonly List<LookupPlace> _waiting = [];
    private int _askers;

    /// <returns>Null: the caller is to ask at once, and to <see cref="PassOn"/> then.</returns>
    public LookupPlace? Enter(LedgerKey key)
    {
        lock (_lock)
        {
            if (_askers < MostAskers)
            {
                _askers++;
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
                _askers--;
                return;
            }

            next = _waiting[..Math.Min(_waiting.Count, MostAtOnce)];
            _waiting.RemoveRange(0, next.Count);
        }

        next[0].Answer(new LookupTurn { AsksFor = next });
    }
}
