namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>All waiting requests. Priorities take turns by their weight (smooth weighted round robin, as nginx spreads requests over servers), clients evenly within each.</summary>
internal sealed class WaitingRequests(int most)
{
    private static readonly int[] Weights = [1, 2, 4, 8];

    private readonly PriorityQueue[] _queues = [new(), new(), new(), new()];
    private readonly int[] _credit = new int[4];

    public int Count { get; private set; }

    /// <summary>Adds one; when it is one too many, another gives way to it, or it to them.</summary>
    /// <returns>The one that is refused, or null.</returns>
    public WaitingRequest? Add(WaitingRequest request)
    {
        var refused = Count < most ? null : WhoGivesWay(request);
        if (refused != request)
        {
            if (refused is not null)
            {
                Remove(refused);
            }

            _queues[(int)request.Priority].Add(request);
            Count++;
        }

        return refused;
    }

    public WaitingRequest? Take()
    {
        if (Count == 0)
        {
            return null;
        }

        var (chosen, total) = (-1, 0);
        for (var priority = 0; priority < _queues.Length; priority++)
        {
            if (!_queues[priority].IsEmpty)
            {
                _credit[priority] += Weights[priority];
                total += Weights[priority];
                chosen = chosen < 0 || _credit[priority] > _credit[chosen] ? priority : chosen;
            }
        }

        _credit[chosen] -= total;
        Count--;
        return _queues[chosen].Take();
    }

    public void Remove(WaitingRequest request)
    {
        _queues[(int)request.Priority].Remove(request);
        Count--;
    }

    /// <summary>Takes out those that have waited since before <paramref name="since"/>.</summary>
    public List<WaitingRequest> TakeBefore(long since)
    {
        var late = _queues.SelectMany(each => each.Before(since)).ToList();
        late.ForEach(Remove);
        return late;
    }

    // One of the client who has the most, whatever it is; where all have as few, one of lower priority. So a flood gives way to others first, also one of important requests.
    private WaitingRequest WhoGivesWay(WaitingRequest request)
    {
        var own = _queues[(int)request.Priority].CountOf(request.Client) + 1;
        var (most, count) = (request, own);
        foreach (var queue in _queues)
        {
            if (!queue.IsEmpty && queue.Most() is var (newest, has) && has > count)
            {
                (most, count) = (newest, has);
            }
        }

        return most != request ? most : _queues.Take((int)request.Priority).FirstOrDefault(static lower => !lower.IsEmpty)?.Most().Newest ?? request;
    }
}
