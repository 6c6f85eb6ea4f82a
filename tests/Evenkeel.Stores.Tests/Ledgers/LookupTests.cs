using Evenkeel.AspNetCore;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>Concurrent requests look their ids up together on PostgreSQL.</summary>
public sealed class LookupTests : IAsyncLifetime
{
    private const string Waiting = "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<TestOperation> _known = [.. Enumerable.Range(0, 10).Select(_ => new TestOperation())];
    private readonly IReadOnlyList<TestOperation> _new = [.. Enumerable.Range(0, 10).Select(_ => new TestOperation())];
    private PostgresDatabase _database = null!;
    private StoreApp _app = null!;
    private int _arrived;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _app = await StoreApp.StartAsync<StoreDb>(routes => routes.MapCommand("/api/effects", async (HttpRequest request, StoreDb db) =>
        {
            var id = request.Headers["Idempotency-Key"].ToString();
            db.Effects.Add(new StoreDb.Effect { Operation = id });
            await db.SaveChangesAsync();
            return id;
        }), services => services.AddDbContext<StoreDb>(_database.Use), arrived: () => Interlocked.Increment(ref _arrived));
        foreach (var each in _known)
        {
            Assert.Equal(AnswerOf(each, replayed: false), await _app.Client.SendAsync(each));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Few_ask_for_all_and_each_gets_its_own_answer()
    {
        var answers = await SendAllAsync(losses: 0);
        Assert.Equal(_known.Select(each => AnswerOf(each, replayed: true)), answers[..10]);
        Assert.Equal(_new.Select(each => AnswerOf(each, replayed: false)), answers[10..]);
        Assert.Equal(20, await _database.CountAsync("effects"));
    }

    [Fact]
    public async Task Whoever_asks_for_all_and_loses_its_connection_fails_by_itself()
    {
        var answers = await SendAllAsync(losses: 2);
        Assert.Equal(3, answers.Count(each => each.Status >= 500));
        Assert.Equal(17, answers.Count(each => each.Status == 200));
        foreach (var each in _known.Concat(_new))
        {
            Assert.Equal(200, (await _app.Client.SendAsync(each))!.Status);
        }

        Assert.Equal(20, await _database.CountAsync("effects"));
    }

    private static Answer AnswerOf(TestOperation operation, bool replayed) => new(200, replayed, operation.Id.ToString());

    private async Task<Answer[]> SendAllAsync(int losses)
    {
        var before = Volatile.Read(ref _arrived);
        await using var blocker = await _database.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var command = blocker.CreateCommand())
        {
            (command.CommandText, command.Transaction) = ("LOCK TABLE evenkeel_ledger IN ACCESS EXCLUSIVE MODE", transaction);
            await command.ExecuteNonQueryAsync();
        }

        var sent = _known.Concat(_new).Select(_app.Client.SendAsync).ToList();
        await Poll.UntilAsync(() => Task.FromResult(Volatile.Read(ref _arrived) == before + sent.Count), Soon, () => "Not all have arrived.");
        await Poll.UntilAsync(async () => await _database.CountAsync(Waiting) == 2, Soon, () => "Not two, or more, ask the database.");
        for (; losses > 0; losses--)
        {
            // The first two ask for themselves, the next one for all others.
            await _database.SomebodyWaitsAsync();
            await _database.ExecuteAsync($"SELECT pg_terminate_backend(pid, 10000) FROM {Waiting}");
        }

        await transaction.CommitAsync();
        return [.. (await Task.WhenAll(sent)).Select(each => each!)];
    }
}
