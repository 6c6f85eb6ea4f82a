using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Coherence;

/// <summary>The queries that a page has sent to the application, as its network log has them.</summary>
internal sealed class AskedAddresses : IEnumerable<string>
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentDictionary<IRequest, string> _open = new();

    public AskedAddresses(IPage page)
    {
        page.Request += (_, request) =>
        {
            if (AddressOf(request) is { } address)
            {
                _open[request] = address;
                _asked.Enqueue(address);
            }
        };
        page.RequestFinished += (sender, request) => _open.TryRemove(request, out _);
        page.RequestFailed += (sender, request) => _open.TryRemove(request, out _);
    }

    /// <summary>Whether these were asked for, and nothing is under way.</summary>
    public bool IsAnswered(params string[] paths) => _open.IsEmpty && !_asked.IsEmpty && paths.All(path => _asked.Any(each => each.Split('?')[0] == path));

    public void Clear() => _asked.Clear();

    public IEnumerator<string> GetEnumerator() => _asked.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string? AddressOf(IRequest request) =>
        request.Method == "GET" && new Uri(request.Url) is var address && address.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) ? address.PathAndQuery : null;
}
