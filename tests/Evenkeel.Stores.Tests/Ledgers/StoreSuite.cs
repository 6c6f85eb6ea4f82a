using Evenkeel.AspNetCore;
using Evenkeel.Protocol.Problems;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>What the ledger must do on each engine while an operation is under way.</summary>
public abstract class StoreSuite : IAsyncLifetime
{
    private readonly Rendezvous _saved = new();
    private readonly TaskCompletionSource _startedTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TestOperation _operation = new();
    private int _starts;
    private StoreApp _app = null!;

    protected TestDatabase Database { get; private set; } = null!;

    // The second's handler has begun; its first write can only wait for the first sender's end.
    protected Task StartedTwice => _startedTwice.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask InitializeAsync()
    {
        Database = await CreateAsync();
        _app = await StoreApp.StartAsync(Database, Map);
    }

    public async ValueTask DisposeAsync()
    {
        _saved.Release();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task A_duplicate_in_flight_waits_and_gets_the_stored_answer()
    {
        var first = _app.Client.SendAsync(_operation);
        await _saved.Arrived;
        var second = _app.Client.SendAsync(_operation);
        await StartedTwice;
        Assert.False(second.IsCompleted);
        _saved.Release();

        Assert.Equal(new Answer(201, Replayed: false, "\"made\""), await first);
        Assert.Equal(new Answer(201, Replayed: true, "\"made\""), await second);
        Assert.Equal(1, await Database.CountAsync("effects"));
        Assert.Equal(1, await Database.CountAsync("evenkeel_ledger WHERE tenant = '' AND user_id = ''"));
    }

    [Fact]
    public async Task A_duplicate_of_one_that_is_rolled_back_runs_in_its_place()
    {
        var poison = _operation with { IsPoison = true };
        var first = _app.Client.SendAsync(poison);
        await _saved.Arrived;
        var second = _app.Client.SendAsync(poison);
        await StartedTwice;
        _saved.Release();

        Assert.Equal(400, (await first)!.Status);
        Assert.Equal(400, (await second)!.Status);
        Assert.Equal(0, await Database.CountAsync("effects"));
        Assert.Equal(0, await Database.CountAsync("evenkeel_ledger"));
    }

    [Fact]
    public async Task A_void_waits_for_the_operation_in_flight_and_says_that_it_applied()
    {
        var first = _app.Client.SendAsync(_operation);
        await _saved.Arrived;
        var voided = _app.Client.VoidAsync(_operation);
        _saved.Release();

        Assert.Equal(201, (await first)!.Status);
        var answer = (await voided)!;
        Assert.True(answer is { Status: 409 } && answer.Is(ProblemCodes.AlreadyApplied), answer.ToString());
        Assert.Contains("\"appliedStatus\":201", answer.Body, StringComparison.Ordinal);
        Assert.Equal(1, await Database.CountAsync("effects"));
    }

    [Fact]
    public async Task A_void_of_one_that_is_rolled_back_stands_and_refuses_late_copies()
    {
        var poison = _operation with { IsPoison = true };
        var first = _app.Client.SendAsync(poison);
        await _saved.Arrived;
        var voided = _app.Client.VoidAsync(poison);
        _saved.Release();

        Assert.Equal(400, (await first)!.Status);
        Assert.Equal(new Answer(200, Replayed: false, "{\"state\":\"void\"}"), await voided);
        Assert.True((await _app.Client.SendAsync(poison))!.Is(ProblemCodes.OperationVoid));
        Assert.Equal(200, (await _app.Client.VoidAsync(poison))!.Status);
        Assert.Equal(0, await Database.CountAsync("effects"));
    }

    [Fact]
    [Trait("Show", "2.2")]
    public async Task The_key_lets_no_null_and_no_second_row_in()
    {
        _saved.Release();
        await _app.Client.SendAsync(_operation);
        const string Columns = "operation_id, state, fingerprint, action, status, kept_since";

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.ExecuteAsync($"INSERT INTO evenkeel_ledger (tenant, user_id, {Columns}) SELECT NULL, user_id, {Columns} FROM evenkeel_ledger"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.ExecuteAsync($"INSERT INTO evenkeel_ledger (tenant, user_id, {Columns}) SELECT tenant, NULL, {Columns} FROM evenkeel_ledger"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.ExecuteAsync($"INSERT INTO evenkeel_ledger (tenant, user_id, {Columns}) SELECT tenant, user_id, {Columns} FROM evenkeel_ledger"));
        Assert.Equal(1, await Database.CountAsync("evenkeel_ledger"));
    }

    private void Map(IEndpointRouteBuilder routes) => routes.MapCommand("/api/effects", async (StoreDb db, HttpRequest request) =>
    {
        if (Interlocked.Increment(ref _starts) == 2)
        {
            _startedTwice.TrySetResult();
        }

        var input = await request.ReadFromJsonAsync<Input>();
        db.Effects.Add(new StoreDb.Effect { Operation = input!.Operation });
        await db.SaveChangesAsync();
        await _saved.PassAsync();
        return input.Payload == "poison" ? Results.BadRequest() : Results.Created("/api/effects/1", "made");
    });

    private sealed record Input(string Operation, string Payload);
}

public sealed class SqliteStoreTests : StoreSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());

}

public sealed class PostgresStoreTests : StoreSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
