using System.Collections.Concurrent;

namespace Evenkeel.TestServer.Control;

/// <summary>Remembers, until the process ends, which flaky operations it has failed once.</summary>
internal sealed class FlakyOperations
{
    private readonly ConcurrentDictionary<string, bool> _failed = new(StringComparer.Ordinal);

    public bool FailsNow(string operation) => _failed.TryAdd(operation, true);
}
