namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>The waiting requests of one priority: its clients take turns, whatever the number of their requests.</summary>
internal sealed class PriorityQueue
{
    private readonly Dictionary<string, ClientQueue> _clients = new(StringComparer.Ordinal);
    private readonly LinkedList<ClientQueue> _turns = [];

    public bool IsEmpty => _turns.Count == 0;

    public void Add(WaitingRequest request)
    {
        if (!_clients.TryGetValue(request.Client, out var queue))
        {
            _clients.Add(request.Client, queue = new ClientQueue(request.Client));
            _turns.AddLast(queue);
        }

        request.Node = queue.Requests.AddLast(request);
    }

    /// <summary>Takes the oldest of the client whose turn it is.</summary>
    public WaitingRequest Take()
    {
        var turn = _turns.First!;
        var request = turn.Value.Requests.First!.Value;
        _turns.RemoveFirst();
        turn.Value.Requests.RemoveFirst();
        if (turn.Value.Requests.Count > 0)
        {
            _turns.AddLast(turn);
        }
        else
        {
            _clients.Remove(turn.Value.Client);
        }

        return request;
    }

    public void Remove(WaitingRequest request)
    {
        var queue = _clients[request.Client];
        queue.Requests.Remove(request.Node!);
        if (queue.Requests.Count == 0)
        {
            _clients.Remove(request.Client);
            _turns.Remove(queue);
        }
    }

    public int CountOf(string client) => _clients.TryGetValue(client, out var queue) ? queue.Requests.Count : 0;

    /// <summary>The newest of the client who has the most here, and how many that are.</summary>
    public (WaitingRequest Newest, int Count) Most()
    {
        var most = _turns.MaxBy(static each => each.Requests.Count)!.Requests;
        return (most.Last!.Value, most.Count);
    }

    /// <summary>Those that have waited since before <paramref name="since"/>.</summary>
    public IEnumerable<WaitingRequest> Before(long since) =>
        _turns.SelectMany(each => each.Requests.TakeWhile(request => request.Since <= since));
}
