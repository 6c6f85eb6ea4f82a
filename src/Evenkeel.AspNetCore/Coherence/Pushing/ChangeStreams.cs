using System.Threading.Channels;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;
using Evenkeel.AspNetCore.Coherence.Tokens;

namespace Evenkeel.AspNetCore.Coherence.Pushing;

/// <summary>
/// The pages that listen for changes, and what is to be told to them. A page hears only of hashes that it names: whoever can name one was given it with an answer. While nobody listens, nothing is collected. Thread-safe.
/// </summary>
internal sealed class ChangeStreams
{
    private readonly RecentChanges _recent;
    private readonly SeenTokens _tokens;
    private readonly TagHashes _hashes;
    private readonly ICoherence _coherence;
    private readonly Lock _lock = new();
    private readonly HashSet<ChangeStream> _streams = [];
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _hasOwn;

    public ChangeStreams(RecentChanges recent, SeenTokens tokens, TagHashes hashes, ICoherence coherence) => (_recent, _tokens, _hashes, _coherence) = (recent, tokens, hashes, coherence);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _streams.Count;
            }
        }
    }

    /// <summary>Has a stream hear of what changes from now on, and of what has since the token that its page brings.</summary>
    public async Task AddAsync(ChangeStream stream, string? seen, CancellationToken cancel)
    {
        lock (_lock)
        {
            _streams.Add(stream);
            _recent.Happened = Note;
        }

        if (seen is null)
        {
            return;
        }

        // Only now: what changes meanwhile is told twice rather than never.
        var position = await _tokens.ReadAsync(seen, cancel);
        var names = position is { } known ? _recent.Since(known) : null;
        if (names is not { Count: 0 })
        {
            var key = await _hashes.KeyAsync(cancel);
            var token = await _tokens.WriteAsync(await _coherence.PositionAfterAsync(cancel), cancel);
            stream.Tell(names is null ? [TagHashes.Everything] : names.Select(name => TagHashes.Of(key, stream.Tenant, name)), token);
        }
    }

    public void Remove(ChangeStream stream)
    {
        lock (_lock)
        {
            _streams.Remove(stream);
            if (_streams.Count == 0)
            {
                _recent.Happened = null;
                Clear();
            }
        }
    }

    /// <summary>Waits until something has changed that somebody may want to know.</summary>
    public ValueTask<bool> NewsAsync(CancellationToken cancel) => _news.Reader.ReadAsync(cancel);

    /// <summary>Tells everybody of what has changed since the last time.</summary>
    public async Task TellAsync(CancellationToken cancel)
    {
        var (streams, names, hasOwn) = Take();
        if (streams.Length == 0 || names.Length == 0)
        {
            return;
        }

        var isAll = names.Contains(Tag.Wildcard);
        var token = await _tokens.WriteAsync(hasOwn ? await _coherence.PositionAfterAsync(cancel) : _coherence.Applied, cancel);
        var key = await _hashes.KeyAsync(cancel);
        foreach (var tenant in streams.GroupBy(stream => stream.Tenant, StringComparer.Ordinal))
        {
            string[] hashes = isAll ? [TagHashes.Everything] : [.. names.Select(name => TagHashes.Of(key, tenant.Key, name))];
            foreach (var stream in tenant)
            {
                stream.Tell(hashes, token);
            }
        }
    }

    /// <summary>Has everybody hear that anything may have changed, since what did could not be told.</summary>
    public void Lose()
    {
        lock (_lock)
        {
            if (_streams.Count > 0)
            {
                Note([Tag.Wildcard], isOwn: true);
            }
        }
    }

    // Called from inside the lock of the table of tags.
    private void Note(IReadOnlyCollection<string> names, bool isOwn)
    {
        lock (_lock)
        {
            if (_streams.Count == 0)
            {
                return;
            }

            var isFirst = _changed.Count == 0;
            _changed.UnionWith(names);
            if (_changed.Count > RecentChanges.Most)
            {
                _changed.Clear();
                _changed.Add(Tag.Wildcard);
            }

            _hasOwn |= isOwn;
            if (isFirst && _changed.Count > 0)
            {
                _news.Writer.TryWrite(true);
            }
        }
    }

    private (ChangeStream[] Streams, string[] Names, bool HasOwn) Take()
    {
        lock (_lock)
        {
            var taken = (_streams.ToArray(), _changed.ToArray(), _hasOwn);
            Clear();
            return taken;
        }
    }

    private void Clear()
    {
        _changed.Clear();
        _hasOwn = false;
    }
}
