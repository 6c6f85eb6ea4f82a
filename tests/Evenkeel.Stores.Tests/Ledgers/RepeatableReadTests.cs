using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>
/// In a snapshot transaction PostgreSQL tells of a duplicate by a serialization failure (40001). Its sender gets the stored answer all the same, and nobody else is told that his
/// operation took effect.
/// </summary>
[Trait("Show", "2.2")]
public sealed class RepeatableReadTests : IAsyncLifetime
{
    private readonly TestOperation _operation = new();
    private readonly Rendezvous _paused = new();
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await PostgresDatabase.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _paused.Release();
        return _database.DisposeAsync();
    }

    [Fact]
    public async Task A_once_handlers_duplicate_on_another_instance_does_not_start_and_gets_the_stored_answer()
    {
        var starts = 0;
        await using var slow = await StartAsync(Map);
        await using var quick = await StartAsync(Map);
        var first = slow.Client.SendAsync(_operation);
        await _paused.Arrived;
        var second = quick.Client.SendAsync(_operation);
        await _database.SomebodyWaitsAsync();
        _paused.Release();

        Assert.Equal(new Answer(201, Replayed: false, "\"repeatable read\""), await first);
        Assert.Equal(new Answer(201, Replayed: true, "\"repeatable read\""), await second);
        Assert.Equal((1, 1), (starts, await _database.CountAsync("effects")));

        void Map(IEndpointRouteBuilder routes) => routes.MapCommand("/api/effects", async (StoreDb db) =>
        {
            starts++;
            db.Effects.Add(new StoreDb.Effect { Operation = "any" });
            await db.SaveChangesAsync();
            await _paused.PassAsync();
            return Results.Created("/api/effects/1", await db.Database.SqlQueryRaw<string>("SELECT current_setting('transaction_isolation') AS \"Value\"").SingleAsync());
        }).Once();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_that_change_one_row_only_a_duplicate_gets_the_others_answer(bool isDuplicate)
    {
        await using var slow = await StartAsync(routes => Map(routes, _paused.PassAsync));
        await using var quick = await StartAsync(routes => Map(routes, () => Task.CompletedTask));
        await _database.ExecuteAsync("INSERT INTO effects (operation) VALUES ('0')");
        var other = isDuplicate ? _operation : new TestOperation();
        var first = slow.Client.SendAsync(_operation);
        await _paused.Arrived;
        Assert.Equal(new Answer(200, Replayed: false, "0"), await quick.Client.SendAsync(other));
        _paused.Release();

        var late = (await first)!;
        Assert.Equal(isDuplicate ? new Answer(200, Replayed: true, "0") : new Answer(500, Replayed: false, late.Body), late);
        Assert.Equal((1, 1), (await _database.CountAsync("effects WHERE operation = '1'"), await _database.CountAsync("evenkeel_ledger")));
        Assert.Equal(new Answer(200, isDuplicate, isDuplicate ? "0" : "1"), await slow.Client.SendAsync(_operation));
        Assert.Equal(isDuplicate ? 1 : 2, await _database.CountAsync("evenkeel_ledger"));

        static void Map(IEndpointRouteBuilder routes, Func<Task> pause) => routes.MapCommand("/api/effects", async (StoreDb db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var before = (await db.Effects.AsNoTracking().SingleAsync()).Operation;
            await pause();
            await db.Database.ExecuteSqlRawAsync("UPDATE effects SET operation = operation::integer + 1");
            await transaction.CommitAsync();
            return before;
        });
    }

    private Task<StoreApp> StartAsync(Action<IEndpointRouteBuilder> map) => StoreApp.StartAsync(
        _database,
        map,
        services => services.AddDbContext<StoreDb>(options => options.UseNpgsql(_database.ConnectionString).AddInterceptors(new AlwaysRepeatableRead())));

    /// <summary>An application that wants snapshots everywhere says so once.</summary>
    private sealed class AlwaysRepeatableRead : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
            InterceptionResult<DbTransaction>.SuppressWithResult(await ((NpgsqlConnection)connection).BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken));
    }
}
