using System.Collections.Concurrent;
using System.Data;
using System.Text.Json;
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

/// <summary>Isolation levels, retrying execution strategies and schemas, which only PostgreSQL has.</summary>
public sealed class PostgresOnlyTests : IAsyncLifetime
{
    private readonly TestOperation _operation = new();
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await PostgresDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [Trait("Show", "2.2")]
    [InlineData(IsolationLevel.ReadCommitted)]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task Of_duplicates_on_two_instances_the_first_to_commit_answers_for_both(IsolationLevel isolation)
    {
        var saved = new Rendezvous();
        await using var slow = await StoreApp.StartAsync(_database, routes => Map(routes, saved.PassAsync));
        await using var quick = await StoreApp.StartAsync(_database, routes => Map(routes, () => Task.CompletedTask));
        var first = slow.Client.SendAsync(_operation);
        await saved.Arrived;
        Assert.Equal(new Answer(201, Replayed: false, "\"made\""), await quick.Client.SendAsync(_operation));
        saved.Release();

        Assert.Equal(new Answer(201, Replayed: true, "\"made\""), await first);
        Assert.Equal(1, await _database.CountAsync("effects"));

        void Map(IEndpointRouteBuilder routes, Func<Task> pause) => routes.MapCommand("/api/effects", async (StoreDb db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(isolation);
            await db.Effects.CountAsync();
            await AddAsync(db);
            await pause();
            await transaction.CommitAsync();
            return Results.Created("/api/effects/1", "made");
        });
    }

    [Fact]
    public async Task A_once_handler_does_not_start_on_a_second_instance()
    {
        var (saved, starts) = (new Rendezvous(), 0);
        await using var slow = await StoreApp.StartAsync(_database, Map);
        await using var quick = await StoreApp.StartAsync(_database, Map);
        var first = slow.Client.SendAsync(_operation);
        await saved.Arrived;
        var second = quick.Client.SendAsync(_operation);
        await _database.SomebodyWaitsAsync();
        saved.Release();

        Assert.Equal(new Answer(201, Replayed: false, "\"made\""), await first);
        Assert.Equal(new Answer(201, Replayed: true, "\"made\""), await second);
        Assert.Equal((1, 1), (starts, await _database.CountAsync("effects")));

        void Map(IEndpointRouteBuilder routes) => routes.MapCommand("/api/effects", async (StoreDb db) =>
        {
            starts++;
            await AddAsync(db);
            await saved.PassAsync();
            return Results.Created("/api/effects/1", "made");
        }).Once();
    }

    [Theory]
    [InlineData("before the write")]
    [InlineData("after the write")]
    [InlineData("between handler and commit")]
    public async Task A_lost_connection_is_retried_in_a_fresh_scope_with_the_body_from_its_beginning(string when)
    {
        var scopes = new ConcurrentQueue<(StoreDb Context, string Body)>();
        await using var app = await StoreApp.StartAsync(
            _database,
            routes => routes.MapCommand("/api/effects", async (StoreDb db, HttpRequest request) =>
            {
                scopes.Enqueue((db, await ReadAsync(request, closes: when == "before the write")));
                await using var transaction = await db.Database.BeginTransactionAsync();
                await LoseConnectionAsync(db, scopes.Count == 1 && when == "before the write");
                await db.Effects.CountAsync();
                await AddAsync(db);
                await LoseConnectionAsync(db, scopes.Count == 1 && when == "after the write");
                await db.Effects.CountAsync();
                await transaction.CommitAsync();
                await LoseConnectionAsync(db, scopes.Count == 1 && when == "between handler and commit");
                return Results.Created("/api/effects/1", "made");
            }),
            services => services.AddDbContext<StoreDb>(options => options.UseNpgsql(_database.ConnectionString, npgsql => npgsql.EnableRetryOnFailure(3, TimeSpan.FromMilliseconds(1), null))));

        Assert.Equal(new Answer(201, Replayed: false, "\"made\""), await app.Client.SendAsync(_operation));
        Assert.Equal([_operation.Body, _operation.Body], scopes.Select(each => each.Body));
        Assert.Equal(2, scopes.Select(each => each.Context).Distinct().Count());
        Assert.Equal(1, await _database.CountAsync("effects"));
        Assert.True((await app.Client.SendAsync(_operation))!.Replayed);
    }

    [Fact]
    public async Task The_models_default_schema_holds_the_ledger()
    {
        await using var app = await StoreApp.StartAsync<CrmDb>(
            routes => routes.MapCommand("/api/effects", (CrmDb db) => AddAsync(db)),
            services => services.AddDbContext<CrmDb>(_database.Use));
        Assert.Equal(200, (await app.Client.SendAsync(_operation))!.Status);
        Assert.True((await app.Client.SendAsync(_operation))!.Replayed);
        Assert.Equal(200, (await app.Client.VoidAsync(new TestOperation()))!.Status);
        Assert.Equal(1, await _database.CountAsync("crm.effects"));
        Assert.Equal(2, await _database.CountAsync("crm.evenkeel_ledger"));
    }

    private static async Task AddAsync(StoreDb db)
    {
        db.Effects.Add(new StoreDb.Effect { Operation = "any" });
        await db.SaveChangesAsync();
    }

    // A handler may close its body, and most have it read by the framework.
    private static async Task<string> ReadAsync(HttpRequest request, bool closes)
    {
        if (!closes)
        {
            return (await request.ReadFromJsonAsync<JsonElement>()).GetRawText();
        }

        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync();
    }

    private async Task LoseConnectionAsync(StoreDb db, bool lose)
    {
        if (lose)
        {
            var backend = ((NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
            await _database.ExecuteAsync($"SELECT pg_terminate_backend({backend}, 10000)");
        }
    }
}
