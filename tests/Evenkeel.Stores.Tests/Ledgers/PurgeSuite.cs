using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Purging;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>The purge forgets only what can no longer run.</summary>
public abstract class PurgeSuite
{
    private readonly ShiftedClock _time = new();

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task Rows_past_both_their_times_go_in_batches_and_their_ids_stay_refused()
    {
        await using var database = await CreateAsync();
        await using var app = await StoreApp.StartAsync(
            database,
            routes => routes.MapCommand("/api/effects", async (StoreDb db) =>
            {
                db.Effects.Add(new StoreDb.Effect { Operation = "any" });
                await db.SaveChangesAsync();
            }),
            services => services.AddDbContext<StoreDb>(database.Use).AddSingleton<TimeProvider>(_time),
            ledger => ledger.PurgeBatch = 10);
        var old = Enumerable.Range(0, 25).Select(_ => Stamped(TimeSpan.Zero)).ToList();
        foreach (var operation in old)
        {
            Assert.Equal(200, (await app.Client.SendAsync(operation))!.Status);
        }

        // Stamped ahead, and voided: both are kept by their later time.
        var ahead = Stamped(TimeSpan.FromHours(20));
        await app.Client.SendAsync(ahead);
        _time.Shift(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
        var young = Stamped(TimeSpan.FromDays(-29));
        await app.Client.VoidAsync(young);

        await using var scope = app.Services.CreateAsyncScope();
        Assert.Equal(25, await app.Services.GetRequiredService<LedgerPurge>().RunAsync(scope.ServiceProvider, CancellationToken.None));

        Assert.Equal(2, await database.CountAsync("evenkeel_ledger"));
        Assert.True((await app.Client.SendAsync(ahead))!.Replayed);
        Assert.True((await app.Client.SendAsync(young))!.Is(ProblemCodes.OperationVoid));
        Assert.True((await app.Client.SendAsync(old[0]))!.Is(ProblemCodes.OperationTooOld));
        Assert.Equal(26, await database.CountAsync("effects"));
    }

    private TestOperation Stamped(TimeSpan ahead) => new() { Id = OperationId.Create(_time.GetUtcNow() + ahead) };
}

public sealed class SqlitePurgeTests : PurgeSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresPurgeTests : PurgeSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
