using Evenkeel.AspNetCore;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>
/// An id of this very moment is not looked up before its handler. Whatever the handler of a repeat then does, it ends as if it had been. The repeat comes to another
/// instance, which has not seen the id.
/// </summary>
public abstract class FreshIdSuite : IAsyncLifetime
{
    private static readonly Answer Made = new(201, Replayed: false, "\"made\"");

    // It stands still: on a busy machine a moment passes between two calls.
    private readonly ManualClock _clock = new();
    private readonly TestOperation _operation;
    private TestDatabase _database = null!;
    private StoreApp _first = null!;
    private StoreApp _second = null!;
    private int _started;
    private Func<StoreDb, Task<IResult>> _repeat = AddAsync;
    private bool _filterRefuses;

    protected FreshIdSuite() => _operation = Stamped(TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        _database = await CreateAsync();
        _first = await StoreApp.StartAsync(_database, routes => routes.MapCommand("/api/effects", AddAsync), Services);
        _second = await StoreApp.StartAsync(_database, routes => routes
            .MapCommand("/api/effects", (StoreDb db) =>
            {
                _started++;
                return _repeat(db);
            })
            .AddEndpointFilter(async (call, next) => _filterRefuses ? Results.Json("not yours", statusCode: 403) : await next(call)), Services);
        Assert.Equal(Made, await _first.Client.SendAsync(_operation));
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task A_repeat_runs_in_vain_and_is_answered_from_the_ledger()
    {
        await AssertReplayedAsync();
        Assert.Equal(1, _started);
    }

    [Fact]
    public async Task The_second_repeat_at_an_instance_does_not_run()
    {
        await AssertReplayedAsync();
        await AssertReplayedAsync();
        Assert.Equal(1, _started);
    }

    [Fact]
    public async Task A_repeat_of_an_older_id_does_not_run()
    {
        var older = Stamped(TimeSpan.FromSeconds(2));
        Assert.Equal(Made, await _first.Client.SendAsync(older));
        Assert.Equal(Made with { Replayed = true }, await _second.Client.SendAsync(older));
        Assert.Equal(0, _started);
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("refuses after a save")]
    [InlineData("throws")]
    [InlineData("writes nothing")]
    public async Task A_repeat_whose_handler_ends_otherwise_gets_the_stored_answer(string how)
    {
        _repeat = async db =>
        {
            if (how == "refuses after a save")
            {
                await AddAsync(db);
            }

            return how switch
            {
                "throws" => throw new InvalidOperationException("There is one."),
                "writes nothing" => Results.Ok("nothing to do"),
                _ => Results.Conflict("there is one"),
            };
        };
        await AssertReplayedAsync();
        Assert.Equal(1, _started);
    }

    [Fact]
    public async Task What_a_filter_refuses_stays_refused()
    {
        _filterRefuses = true;
        Assert.Equal(new Answer(403, Replayed: false, "\"not yours\""), await _second.Client.SendAsync(_operation));
        Assert.Equal(0, _started);
        _filterRefuses = false;
        await AssertReplayedAsync();
    }

    [Fact]
    public async Task Other_bytes_under_its_id_are_refused_even_if_the_handler_refuses_them_too()
    {
        _repeat = _ => Task.FromResult(Results.BadRequest("no"));
        Assert.True((await _second.Client.SendAsync(_operation with { Seq = 7 }))!.Is(ProblemCodes.OperationIdReused));
    }

    [Fact]
    public async Task A_late_copy_of_what_was_discarded_never_takes_effect()
    {
        var discarded = Stamped(TimeSpan.Zero);
        Assert.Equal(200, (await _first.Client.VoidAsync(discarded))!.Status);
        Assert.True((await _second.Client.SendAsync(discarded))!.Is(ProblemCodes.OperationVoid));
        Assert.Equal(1, await _database.CountAsync("effects"));
    }

    [Fact]
    public async Task A_refusal_of_what_never_took_effect_is_the_handlers()
    {
        _repeat = _ => Task.FromResult(Results.Conflict("there is one"));
        Assert.Equal(new Answer(409, Replayed: false, "\"there is one\""), await _second.Client.SendAsync(Stamped(TimeSpan.Zero)));
        Assert.Equal(1, await _database.CountAsync("evenkeel_ledger"));
    }

    private TestOperation Stamped(TimeSpan ago) => new() { Id = OperationId.Create(_clock.GetUtcNow() - ago) };

    private void Services(IServiceCollection services) => services.AddSingleton<TimeProvider>(_clock).AddDbContext<StoreDb>(_database.Use);

    private async Task AssertReplayedAsync()
    {
        Assert.Equal(Made with { Replayed = true }, await _second.Client.SendAsync(_operation));
        Assert.Equal((1, 1), (await _database.CountAsync("effects"), await _database.CountAsync("evenkeel_ledger")));
    }

    private static async Task<IResult> AddAsync(StoreDb db)
    {
        db.Effects.Add(new StoreDb.Effect { Operation = "any" });
        await db.SaveChangesAsync();
        return Results.Created("/api/effects/1", "made");
    }
}

public sealed class SqliteFreshIdTests : FreshIdSuite
{
    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresFreshIdTests : FreshIdSuite
{
    private protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
