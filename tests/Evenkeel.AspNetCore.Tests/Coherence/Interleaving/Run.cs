using System.Collections.Concurrent;
using System.Globalization;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Tests.Coherence.Interleaving;

/// <summary>One seed: calls, writes, sets, removals, aborts and time, each of them stopped anywhere and let go on in any order.</summary>
internal sealed class Run
{
    private const int Tables = 3;
    private const int Keys = 3;
    private const int Steps = 70;

    private readonly int _seed;
    private readonly Random _random;
    private readonly Pauses _pauses;
    private readonly SeededPump _pump;
    private readonly Database _database = new(Tables);
    private readonly HybridCache _cache;
    private readonly TagTable? _tags;
    private readonly ManualClock _clock;
    private readonly Outcome _outcome;
    private readonly List<Task> _running = [];
    private readonly List<CancellationTokenSource> _callers = [];
    private readonly List<Session> _sessions = [];
    private readonly ConcurrentDictionary<string, int[]> _values = [];
    private int _made;

    /// <param name="seed">Decides everything.</param>
    /// <param name="cache">What is tried.</param>
    /// <param name="tags">Where fills may find their dependencies; null: only the tags of the call count.</param>
    /// <param name="clock">The cache's.</param>
    /// <param name="outcome">Where it is counted.</param>
    public Run(int seed, HybridCache cache, TagTable? tags, ManualClock clock, Outcome outcome)
    {
        (_seed, _cache, _tags, _clock, _outcome) = (seed, cache, tags, clock, outcome);
        _random = new Random(seed);
        _pauses = new Pauses(_random);
        _pump = new SeededPump(_random);
    }

    public void Go()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_pump);
        try
        {
            for (var step = 0; step < Steps; step++)
            {
                Step();
            }

            while (_running.Any(each => !each.IsCompleted))
            {
                Assert.True(_pump.RunOne() || _pauses.ReleaseOne() || _pump.Await(TimeSpan.FromSeconds(20)), $"Seed {_seed}: a call waits for nothing.");
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        foreach (var each in _running)
        {
            each.GetAwaiter().GetResult();
        }
    }

    private void Step()
    {
        switch (_random.Next(20))
        {
            case < 6:
                _running.Add(CallAsync(_random.Next(Keys)));
                break;
            case < 8:
                _running.Add(WriteAsync(_random.Next(Tables)));
                break;
            case < 12:
                _pauses.ReleaseOne();
                break;
            case < 16:
                _pump.RunOne();
                break;
            case 16 when _random.Next(3) == 0:
                var key = _random.Next(Keys);
                var (value, _) = Make([.. _database.Committed]);
                _running.Add(_cache.SetAsync(Key(key), value, tags: TagsOf(key)).AsTask());
                break;
            case 17 when _random.Next(3) == 0:
                _running.Add(_cache.RemoveAsync(Key(_random.Next(Keys))).AsTask());
                break;
            case 18 when _callers.Count > 0:
                _callers[_random.Next(_callers.Count)].Cancel();
                break;
            default:
                _clock.Advance(TimeSpan.FromSeconds(_random.Next(8)));
                break;
        }
    }

    private async Task WriteAsync(int table)
    {
        await _pauses.WaitAsync();
        var version = ++_database.Committed[table];
        await _pauses.WaitAsync();
        await _cache.RemoveByTagAsync(Tag(table));
        _database.Invalidated[table] = Math.Max(_database.Invalidated[table], version);
    }

    private async Task CallAsync(int key)
    {
        var caller = new CancellationTokenSource();
        var canLeave = _random.Next(4) == 0;
        if (canLeave)
        {
            _callers.Add(caller);
        }

        var session = SessionOf();
        int[] floor = [.. _database.Invalidated];
        string? own = null;
        try
        {
            var call = _cache.GetOrCreateAsync(Key(key), ComputeAsync, tags: _tags is null || session is null ? TagsOf(key) : null, cancellationToken: canLeave ? caller.Token : CancellationToken.None);
            _outcome.Calls++;
            _outcome.Hits += call.IsCompleted && own is null ? 1 : 0;
            var waited = !call.IsCompleted;
            var value = await call;
            _outcome.Joined += waited && own is null ? 1 : 0;

            // Who computes through a context of its own that is older than the call gets what that has.
            Check(key, value, value == own && session?.Floor is { } older ? older : floor);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
            return;
        }

        async ValueTask<string> ComputeAsync(CancellationToken cancellationToken)
        {
            await _pauses.WaitAsync();
            var read = new int[Tables];
            foreach (var table in TablesOf(key))
            {
                read[table] = session is null ? _database.Committed[table] : Read(session, table);
                await _pauses.WaitAsync();
            }

            if (_random.Next(15) == 0)
            {
                throw new TimeoutException("The database does not answer.");
            }

            return own = Make(read).Value;
        }
    }

    private int Read(Session session, int table)
    {
        var notesFirst = _random.Next(2) == 0;
        if (notesFirst)
        {
            Fill.Current!.DependOn(_tags!.Of(Tag(table)));
        }

        var version = session.Read(table);
        Fill.Current!.Began(session.Began!.Value);
        if (!notesFirst)
        {
            Fill.Current.DependOn(_tags!.Of(Tag(table)));
        }

        return version;
    }

    // Some calls have their dependencies found, through a context that may have been in use before.
    private Session? SessionOf()
    {
        if (_tags is null || _random.Next(3) == 0)
        {
            return null;
        }

        if (_sessions.Count > 0 && _random.Next(4) == 0)
        {
            return _sessions[_random.Next(_sessions.Count)];
        }

        var session = new Session(_database, () => _tags.Now, _random.Next(3) == 0);
        if (_random.Next(4) == 0)
        {
            session.Read(_random.Next(Tables));
            _sessions.Add(session);
        }

        return session;
    }

    private void Check(int key, string value, int[] floor)
    {
        var versions = _values[value];
        foreach (var table in TablesOf(key))
        {
            if (versions[table] < floor[table])
            {
                _outcome.Stale.Add($"seed {_seed}: key {key} gave version {versions[table]} of table {table} to a call that began after version {floor[table]} had been invalidated");
            }
        }
    }

    private (string Value, int[] Versions) Make(int[] versions)
    {
        var value = string.Create(CultureInfo.InvariantCulture, $"{++_made}");
        _values[value] = versions;
        return (value, versions);
    }

    private static IEnumerable<int> TablesOf(int key) => [key, (key + 1) % Tables];

    private IEnumerable<string> TagsOf(int key) => TablesOf(key).Select(Tag);

    private string Key(int key) => $"{_seed} {key}";

    private string Tag(int table) => $"{_seed} {table}";
}
