namespace Evenkeel.Architecture.Tests.Graphs;

/// <summary>Arrows between namespaces, each with the types that show it.</summary>
internal sealed class NamespaceGraph
{
    private readonly Dictionary<string, IReadOnlySet<string>> _arrows = [];
    private readonly SortedDictionary<(string From, string To), SortedSet<string>> _evidence = [];

    public IReadOnlyDictionary<string, IReadOnlySet<string>> Arrows => _arrows;

    public void Add(NamedType user, NamedType used)
    {
        if (user.Namespace == used.Namespace)
        {
            return;
        }

        if (!_arrows.TryGetValue(user.Namespace, out var targets))
        {
            _arrows[user.Namespace] = targets = new HashSet<string>();
        }

        ((HashSet<string>)targets).Add(used.Namespace);
        var arrow = (user.Namespace, used.Namespace);
        if (!_evidence.TryGetValue(arrow, out var types))
        {
            _evidence[arrow] = types = new SortedSet<string>(StringComparer.Ordinal);
        }

        types.Add($"{user.Name} uses {used.Name}");
    }

    /// <summary>One paragraph for each circle: its arrows, and up to three uses that make each.</summary>
    public IReadOnlyList<string> DescribeCircles() => [.. Circles.Of(_arrows).Select(circle => string.Join('\n', _evidence
        .Where(each => circle.Contains(each.Key.From) && circle.Contains(each.Key.To))
        .Select(each => $"{each.Key.From} -> {each.Key.To}  ({string.Join(", ", each.Value.Take(3))}{(each.Value.Count > 3 ? ", …" : "")})")))];
}
