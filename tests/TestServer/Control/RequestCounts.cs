using System.Collections.Concurrent;

namespace Evenkeel.TestServer.Control;

/// <summary>How often each method and path was called, the control endpoints apart.</summary>
internal sealed class RequestCounts
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(HttpRequest request) => _counts.AddOrUpdate($"{request.Method} {request.Path}", 1, (_, count) => count + 1);

    public SortedDictionary<string, int> All => new(_counts, StringComparer.Ordinal);

    public void Clear() => _counts.Clear();
}
