using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.Protocol.Coherence;

namespace Evenkeel.AspNetCore.Coherence.Pushing;

/// <summary>
/// A page that listens for changes of what it has read. What it has not taken yet is at most <see cref="TagHashes.Most"/> hashes, then one that stands for all: a slow page costs no more. Thread-safe.
/// </summary>
internal sealed class ChangeStream(string tenant, IEnumerable<string> reads)
{
    private readonly HashSet<string> _reads = new(reads, StringComparer.Ordinal);
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private TaskCompletionSource _told = New();
    private string? _seen;

    public string Tenant => tenant;

    /// <summary>Ends when there is something to take.</summary>
    public Task Told
    {
        get
        {
            lock (_lock)
            {
                return _told.Task;
            }
        }
    }

    /// <summary>Tells it of those of these that it has read.</summary>
    /// <param name="hashes">Of its tenant; <see cref="TagHashes.Everything"/> for all.</param>
    /// <param name="seen">A token by which an answer shows the changes.</param>
    public void Tell(IEnumerable<string> hashes, string seen)
    {
        lock (_lock)
        {
            var isNew = false;
            foreach (var hash in hashes)
            {
                isNew |= hash == TagHashes.Everything ? _reads.Count > 0 && _waiting.Add(hash) : _reads.Contains(hash) && _waiting.Add(hash);
            }

            if (_waiting.Count > TagHashes.Most || _waiting.Contains(TagHashes.Everything))
            {
                _waiting.Clear();
                _waiting.Add(TagHashes.Everything);
            }

            // What is waiting already may have changed once more: the later token stands for both.
            if (_waiting.Count > 0)
            {
                _seen = seen;
            }

            if (isNew)
            {
                _told.TrySetResult();
            }
        }
    }

    /// <returns>Null: there is nothing new.</returns>
    public ChangedTags? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                return null;
            }

            var changes = new ChangedTags { Tags = [.. _waiting], Seen = _seen! };
            _waiting.Clear();
            _told = New();
            return changes;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
