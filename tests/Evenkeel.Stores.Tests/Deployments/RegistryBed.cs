using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.Testing.Time;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Deployments;

/// <summary>A database with the tables, and the instances of a test, which share it and a clock.</summary>
internal sealed class RegistryBed : IAsyncDisposable
{
    private readonly List<Instance> _instances = [];

    private RegistryBed(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public ManualClock Clock { get; } = new();

    public static async Task<RegistryBed> CreateAsync(TestDatabase database)
    {
        await CreateTablesAsync(database);
        return new RegistryBed(database);
    }

    public static async Task CreateTablesAsync(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder();
        database.Use(options);
        await using var context = new StoreDb(options.Options);
        await context.Database.EnsureCreatedAsync();
    }

    /// <summary>An instance that has yet to beat.</summary>
    public Instance Add(string build)
    {
        var instance = new Instance(build, Database, Clock);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>An instance that has beaten.</summary>
    public async Task<Instance> StartAsync(string build)
    {
        var instance = Add(build);
        await instance.BeatAsync();
        return instance;
    }

    /// <summary>Lets the time pass, in which only these beat, at their usual pace.</summary>
    public async Task PassAsync(TimeSpan time, params Instance[] beating)
    {
        var pace = TimeSpan.FromSeconds(5);
        for (var passed = TimeSpan.Zero; passed < time; passed += pace)
        {
            Clock.Advance(pace);
            foreach (var instance in beating)
            {
                await instance.BeatAsync();
            }
        }
    }

    public async Task<IEnumerable<(string, long)>> EpochsAsync() =>
        (await Database.RowsAsync("SELECT name, epoch FROM evenkeel_build ORDER BY epoch")).Select(row => ((string)row[0]!, (long)row[1]!));

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
