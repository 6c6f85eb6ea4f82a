using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>One storm on one engine; several facts are read off its history.</summary>
public abstract class CrashHistory : IAsyncLifetime
{
    public const int Kills = 200;

    internal static readonly int Operations = Environment.GetEnvironmentVariable("EVENKEEL_FULL") == "true" ? 100_000 : 20_000;

    private TestDatabase? _database;
    private LoadRun? _run;

    internal LoadRun Run => _run!;

    internal MomentKills Storm { get; private set; } = null!;

    internal EffectHistory History { get; private set; } = null!;

    /// <summary>How many commits the servers sent, those that a kill undid too.</summary>
    internal long Commits { get; private set; }

    internal TestDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _database = await CreateAsync();
        _run = new LoadRun(_database.Engine, Operations);
        var spec = TestServers.On(_database, "--commits", _run.Commits);
        await using (var one = await ServerProcess.StartAsync(spec))
        await using (var other = await ServerProcess.StartAsync(spec))
        {
            Storm = new MomentKills([one, other], _run.State, Kills);
            await _run.RunAsync([one.BaseAddress, other.BaseAddress], Storm.RunAsync);
        }

        History = await EffectHistory.ReadAsync(_run.Log, _database);
        Commits = new FileInfo(_run.Commits).Length;
        Console.WriteLine($"{_run} effects={History.Effects.Count} commits={Commits} {Storm}");
    }

    public async ValueTask DisposeAsync()
    {
        _run?.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<TestDatabase> CreateAsync();
}

public sealed class SqliteCrashHistory : CrashHistory
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresCrashHistory : CrashHistory
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
