namespace Evenkeel.Architecture.Tests.Graphs;

/// <summary>Finds the circles of a directed graph: the sets of nodes that all reach each other (Tarjan).</summary>
internal sealed class Circles
{
    private readonly IReadOnlyDictionary<string, IReadOnlySet<string>> _arrows;
    private readonly Dictionary<string, int> _order = [];
    private readonly Dictionary<string, int> _lowest = [];
    private readonly Stack<string> _open = new();
    private readonly List<IReadOnlyList<string>> _found = [];

    private Circles(IReadOnlyDictionary<string, IReadOnlySet<string>> arrows) => _arrows = arrows;

    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyDictionary<string, IReadOnlySet<string>> arrows)
    {
        var search = new Circles(arrows);
        foreach (var node in arrows.Keys.Order(StringComparer.Ordinal))
        {
            if (!search._order.ContainsKey(node))
            {
                search.Visit(node);
            }
        }

        return search._found;
    }

    private void Visit(string node)
    {
        _order[node] = _lowest[node] = _order.Count;
        _open.Push(node);
        foreach (var next in _arrows.GetValueOrDefault(node) ?? new HashSet<string>())
        {
            if (!_order.TryGetValue(next, out var order))
            {
                Visit(next);
                _lowest[node] = Math.Min(_lowest[node], _lowest[next]);
            }
            else if (_open.Contains(next))
            {
                _lowest[node] = Math.Min(_lowest[node], order);
            }
        }

        if (_lowest[node] == _order[node])
        {
            Close(node);
        }
    }

    private void Close(string node)
    {
        List<string> members = [];
        string member;
        do
        {
            member = _open.Pop();
            members.Add(member);
        }
        while (member != node);

        if (members.Count > 1)
        {
            members.Sort(StringComparer.Ordinal);
            _found.Add(members);
        }
    }
}
