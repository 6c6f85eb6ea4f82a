using Evenkeel.AspNetCore;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>However an application leases its contexts, an operation commits once, and nobody else's lease sees it before.</summary>
public abstract class LeaseSuite
{
    private readonly Rendezvous _saved = new();

    protected abstract Task<TestDatabase> CreateAsync();

    [Theory]
    [Trait("Show", "2.2")]
    [InlineData("AddDbContext")]
    [InlineData("AddDbContextPool")]
    [InlineData("AddDbContextFactory")]
    [InlineData("AddPooledDbContextFactory")]
    public async Task The_next_lease_does_not_get_the_connection_of_an_operation(string registration)
    {
        await using var database = await CreateAsync();
        await using var app = await StoreApp.StartAsync(database, Map, services => Register(services, registration, database.Use));
        await AssertOnceAndUnseenAsync(app, database);
    }

    private protected async Task AssertOnceAndUnseenAsync(StoreApp app, TestDatabase database)
    {
        var operation = new TestOperation();
        var first = app.Client.SendAsync(operation);
        await _saved.Arrived;
        Assert.Equal("0", await app.Client.GetAsync("/api/count"));
        Assert.Equal("0", await app.Client.GetAsync("/api/count"));
        _saved.Release();

        var writes = app.Services.GetService<IDbContextFactory<StoreDb>>() is null ? 1 : 2;
        Assert.Equal(201, (await first)!.Status);
        Assert.Equal($"{writes}", await app.Client.GetAsync("/api/count"));
        Assert.True((await app.Client.SendAsync(operation))!.Replayed);
        Assert.Equal(201, (await app.Client.SendAsync(new TestOperation()))!.Status);
        Assert.Equal(2 * writes, await database.CountAsync("effects"));
        Assert.Equal(2, await database.CountAsync("evenkeel_ledger"));
    }

    private protected void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/count", (StoreDb db) => db.Effects.CountAsync());
        routes.MapCommand("/api/effects", async (StoreDb db, IServiceProvider services) =>
        {
            await AddAsync(db);
            if (services.GetService<IDbContextFactory<StoreDb>>() is { } factory)
            {
                // Back in its pool, if it has one, while the operation is still open.
                await using var second = await factory.CreateDbContextAsync();
                await AddAsync(second);
            }

            await _saved.PassAsync();
            return Results.Created("/api/effects/1", "made");
        });
    }

    private static async Task AddAsync(StoreDb db)
    {
        db.Effects.Add(new StoreDb.Effect { Operation = "any" });
        await db.SaveChangesAsync();
    }

    private static void Register(IServiceCollection services, string registration, Action<DbContextOptionsBuilder> use) => _ = registration switch
    {
        "AddDbContext" => services.AddDbContext<StoreDb>(use),
        "AddDbContextPool" => services.AddDbContextPool<StoreDb>(use, poolSize: 2),
        "AddDbContextFactory" => services.AddDbContextFactory<StoreDb>(use),
        _ => services.AddPooledDbContextFactory<StoreDb>(use, poolSize: 2),
    };
}

public sealed class SqliteLeaseTests : LeaseSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresLeaseTests : LeaseSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();

    [Fact]
    public async Task A_data_source_is_leased_as_well()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var app = await StoreApp.StartAsync(database, Map, services => services.AddDbContextPool<StoreDb>(options => options.UseNpgsql(source)));
        await AssertOnceAndUnseenAsync(app, database);
    }
}
