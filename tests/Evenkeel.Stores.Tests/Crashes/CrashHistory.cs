using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>One run of fifty kills on one engine; several facts are read off its history.</summary>
public abstract class CrashHistory : IAsyncLifetime
{
    public const int Kills = 50;

    private TestDatabase? _database;
    private LoadRun? _run;

    internal LoadRun Run => _run!;

    internal EffectHistory History { get; private set; } = null!;

    internal TestDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _database = await CreateAsync();
        _run = new LoadRun(_database.Engine);
        await using (var server = await ServerProcess.StartAsync(TestServers.On(_database)))
        {
            await _run.RunAsync(server.BaseAddress, Kills, server.KillAsync, () => server.StartAsync());
        }

        History = await EffectHistory.ReadAsync(_run.Log, _database);
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
