using System.Globalization;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Coherence.Commands;

/// <summary>
/// One seed: some read a list through the cache, others add to it, all on one real database, and each command of theirs is stopped anywhere. Who begins to read when an addition has been answered must see it.
/// </summary>
internal sealed class CommandRun(int seed, TestApp app, HybridCache cache, CommandPauses pauses, ManualClock clock, bool clearsByHand) : IDisposable
{
    private static readonly string[] Kinds = ["table", "tag", "key", "eager", "joiners"];

    private readonly List<Task> _running = [];
    private readonly string _key = $"notes {seed}";
    private readonly string _tag = $"tag {seed}";
    private readonly SemaphoreSlim _writer = new(1, 1);
    private int _answered;

    public List<string> Stale { get; } = [];

    public int Hits { get; private set; }

    private string Kind => Kinds[seed % Kinds.Length];

    // Its reads are not seen: by a connection past Entity Framework Core.
    private bool IsHidden => Kind is "tag" or "key";

    public async Task GoAsync(int before)
    {
        _answered = before;
        if (Kind == "eager")
        {
            // It is there already, and due.
            await ReadAsync();
            clock.Advance(TimeSpan.FromSeconds(10));
        }

        pauses.Begin(seed);
        for (var step = 0; step < 12; step++)
        {
            switch (pauses.Next(6))
            {
                case 0 or 1 when Kind == "joiners" || _running.Count < 6:
                    _running.Add(Task.Run(ReadAsync));
                    break;
                case 2:
                    _running.Add(Task.Run(AddAsync));
                    break;
                default:
                    pauses.ReleaseOne();
                    break;
            }

            await Task.Yield();
        }

        while (_running.Any(each => !each.IsCompleted))
        {
            if (!pauses.ReleaseOne())
            {
                await Task.WhenAny(Task.WhenAll(_running), pauses.Arrived);
            }
        }

        await Task.WhenAll(_running);
        pauses.End();
        await ReadAsync();
        // Nothing has changed: it is there.
        var again = CallAsync();
        Hits += again.IsCompletedSuccessfully ? 1 : 0;
        await again;
    }

    public void Dispose() => _writer.Dispose();

    private async Task ReadAsync()
    {
        var floor = Volatile.Read(ref _answered);
        var seen = await CallAsync();
        if (int.Parse(seen, CultureInfo.InvariantCulture) < floor)
        {
            Stale.Add($"seed {seed} ({Kind}): {seen} rows were read after {floor} had been answered");
        }
    }

    private ValueTask<string> CallAsync() => cache.GetOrCreateAsync(_key, ComputeAsync, tags: clearsByHand || Kind == "tag" ? [_tag] : null);

    private async ValueTask<string> ComputeAsync(CancellationToken cancel)
    {
        if (IsHidden)
        {
            await pauses.WaitAsync();
            var hidden = await HiddenCountAsync();
            await pauses.WaitAsync();
            return hidden.ToString(CultureInfo.InvariantCulture);
        }

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotesDb>();
        await db.Database.SqlQueryRaw<int>("SELECT 1 AS Value").ToListAsync(cancel);
        var count = await db.Notes.CountAsync(cancel);
        await db.Notes.OrderByDescending(each => each.Id).Take(1).ToListAsync(cancel);
        return count.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<int> HiddenCountAsync()
    {
        await using var connection = new SqliteConnection(app.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Notes";
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private async Task AddAsync()
    {
        // SQLite has one writer at a time, which may be stopped here for long.
        await _writer.WaitAsync();
        try
        {
            await AddOneAsync();
        }
        finally
        {
            _writer.Release();
        }
    }

    private async Task AddOneAsync()
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<NotesDb>().AddAsync("added");
        }

        if (clearsByHand || Kind == "tag")
        {
            await cache.RemoveByTagAsync(_tag);
        }
        else if (Kind == "key")
        {
            await cache.RemoveAsync(_key);
        }

        Interlocked.Increment(ref _answered);
    }
}
