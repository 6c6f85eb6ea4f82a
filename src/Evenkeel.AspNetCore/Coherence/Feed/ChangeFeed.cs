using System.Data.Common;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Memory;
using Evenkeel.AspNetCore.Coherence.Tags;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>
/// Tells all instances on one database what each of them changed: a row in the transaction that changes it, which the others read. Where the application's model has no tables for it, this node is taken to
/// be alone. Thread-safe.
/// </summary>
internal sealed class ChangeFeed : ICoherence, IChangeLog, IDisposable
{
    private readonly FeedStore _store;
    private readonly FeedHistory _history;
    private readonly TagTable _tags;
    private readonly CoarseClock _clock;
    private readonly FeedOptions _options;
    private readonly IUncommittedWrites? _uncommitted;
    private readonly IFeedWakeUp? _wakeUp;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Task<long>? _running;
    private Task<long>? _following;
    private long _freshUntil = long.MinValue;

    public ChangeFeed(FeedStore store, TagTable tags, IOptions<FeedOptions> options, TimeProvider time, ILogger<ChangeFeed> log, IUncommittedWrites? uncommitted = null, IFeedWakeUp? wakeUp = null)
    {
        (_store, _tags, _options, _uncommitted, _wakeUp, _log) = (store, tags, options.Value, uncommitted, wakeUp, log);
        _history = new FeedHistory(tags, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"));
        _clock = new CoarseClock(time);
    }

    public bool IsFresh => _clock.Now < Volatile.Read(ref _freshUntil);

    /// <summary>For how long it has heard nothing; null: it never has.</summary>
    public TimeSpan? Silence => Volatile.Read(ref _freshUntil) switch
    {
        long.MinValue => null,
        long.MaxValue => TimeSpan.Zero,
        var until => TimeSpan.FromMilliseconds(_clock.Now - until) + _options.Lease,
    };

    public bool IsBypassed => _uncommitted?.Any == true;

    public string Incarnation => _history.Incarnation ?? _history.Node;

    public long HistoryFrom => _history.From;

    public long Applied => _store.Tables is null ? _tags.Now : _history.Applied;

    public void Dispose() => _turn.Dispose();

    /// <summary>How often this node has forgotten all it had cached, since it had missed something.</summary>
    public int Resets => _history.Resets;

    /// <summary>A look that begins after this call. Those who ask while one is under way share the next.</summary>
    public ValueTask<long> PositionAfterAsync(CancellationToken cancellationToken)
    {
        if (_store.Tables is null)
        {
            return new ValueTask<long>(_tags.Now);
        }

        lock (_lock)
        {
            if (_running is null or { IsCompleted: true })
            {
                // What was to follow may have begun meanwhile.
                _running = _following is { IsCompleted: false } begun ? begun : null;
                _following = null;
            }

            var look = _running is null ? _running = Apart(LookAsync) : _following ??= Follow(_running);
            return new ValueTask<long>(look.WaitAsync(cancellationToken));
        }
    }

    public async ValueTask InvalidateAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken)
    {
        var changes = new ChangeSet();
        changes.Add(tags);
        if (await _store.TablesAsync() is { } tables)
        {
            await _store.AddAsync(tables, TextOf(changes), cancellationToken);
        }

        Apply(new ChangeRecord(changes));
    }

    public async Task<ChangeRecord> StoreAsync(DbContext context, DbConnection connection, DbTransaction transaction, ChangeSet changes, CancellationToken cancel)
    {
        if (await _store.TablesAsync() is { } tables)
        {
            await using var command = _store.Fill(connection.CreateCommand(), TextOf(changes));
            (command.CommandText, command.Transaction) = (tables.Insert, transaction);
            await command.ExecuteNonQueryAsync(cancel);
        }

        return new ChangeRecord(changes);
    }

    public DbBatchCommand? StoreIn(DbBatch batch, ChangeSet changes)
    {
        if (_store.Tables is not { } tables)
        {
            return null;
        }

        var command = batch.CreateBatchCommand();
        command.CommandText = tables.Insert;
        _store.Fill(command.Parameters, command.CreateParameter, TextOf(changes));
        return command;
    }

    public void AppendTo(DbCommand command, ChangeSet changes)
    {
        if (_store.Tables is { } tables)
        {
            command.CommandText = $"{command.CommandText};\n{tables.Insert}";
            _store.Fill(command, TextOf(changes));
        }
    }

    public void Apply(ChangeRecord record)
    {
        CommittedTags.Current?.Note(record.Changes.Tags);
        if (_store.Tables is null)
        {
            _tags.Invalidate(record.Changes.Tags);
        }
        else
        {
            _history.ApplyOwn(record.Changes.Tags);
            _wakeUp?.Tell();
        }
    }

    /// <summary>Learns whether there is a feed, and begins to follow it.</summary>
    public async Task<bool> StartAsync(CancellationToken cancel)
    {
        if (await _store.TablesAsync() is not { } tables)
        {
            Volatile.Write(ref _freshUntil, long.MaxValue);
            return false;
        }

        await _store.BeginAsync(tables, cancel);
        return true;
    }

    /// <summary>Reads what is new.</summary>
    /// <returns>How many changes of others it found.</returns>
    public async Task<int> PollAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            // From before the question: what is committed after it is news that may be a lease old.
            var asked = _clock.Now;
            var resets = _history.Resets;
            var others = _history.Apply(await _store.ReadAsync((await _store.TablesAsync())!, _history.Next, cancel));
            if (_history.Resets != resets)
            {
                _log.Reset();
            }

            Volatile.Write(ref _freshUntil, CoarseClock.After(asked, _options.Lease));
            return others;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task PurgeAsync(DateTimeOffset now, CancellationToken cancel) => await _store.PurgeAsync((await _store.TablesAsync())!, now - _options.Keep, cancel);

    private async Task<long> LookAsync()
    {
        await PollAsync(CancellationToken.None);
        return _history.Applied;
    }

    private Task<long> Follow(Task running) => Apart(async () =>
    {
        await running.ContinueWith(static _ => { }, TaskScheduler.Default);
        return await LookAsync();
    });

    private string TextOf(ChangeSet changes) => FeedChange.Write(_history.Node, _history.NextNumber(), changes.Tags);

    // All who wait share it: it has no part in the first one's operation, request or patience.
    private static Task<long> Apart(Func<Task<long>> look)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(look);
        }
    }
}
