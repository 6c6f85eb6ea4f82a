using Evenkeel.AspNetCore;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.Stores.Tests.Stability;

/// <summary>Handlers that wait for the database longer than they may.</summary>
[Trait("Show", "6.2")]
public abstract class DeadlineSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Keeps a handler waiting, which so cannot heed a token.
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected abstract Task<TestDatabase> CreateAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_ignores_its_token_is_answered_504_and_its_retries_do_not_double_it(bool writesFirst)
    {
        await using var database = await CreateAsync();
        await using var app = await StoreApp.StartAsync(database, routes => routes.MapCommand("/api/effects", async (StoreDb db, HttpContext http) =>
        {
            db.Effects.Add(new StoreDb.Effect { Operation = http.Request.Headers["Idempotency-Key"]! });
            if (writesFirst)
            {
                await db.SaveChangesAsync(CancellationToken.None);
            }

            await _open.Task;
            await db.SaveChangesAsync(CancellationToken.None);
            return Results.Ok(new { Done = true });
        }).WithDeadline(TimeSpan.FromMilliseconds(500)));
        var operation = new TestOperation();
        var first = await app.Client.SendAsync(operation);
        Assert.True(first is { Status: 504 } && first.Is("deadline-exceeded"), $"{first}");
        var retries = Enumerable.Range(0, 3).Select(_ => app.Client.SendAsync(operation)).ToList();
        _open.SetResult();
        Assert.All(await Task.WhenAll(retries), each => Assert.True(each is { IsDone: true, Replayed: true } or { IsRetry: true }, $"{each}"));
        var answer = await app.Client.SendUntilAnsweredAsync(operation).WaitAsync(Patience);
        Assert.True(answer is { Status: 200, Replayed: true }, $"{answer}");
        Assert.Equal(1, await database.CountAsync("effects"));

        // One that is in time.
        var next = await app.Client.SendAsync(new TestOperation());
        Assert.True(next is { Status: 200, Replayed: false }, $"{next}");
        Assert.Equal(2, await database.CountAsync("effects"));
    }
}

public sealed class SqliteDeadlineTests : DeadlineSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresDeadlineTests : DeadlineSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();

    [Fact]
    public async Task A_statement_that_waits_for_a_lock_ends_with_its_deadline()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var app = await StoreApp.StartAsync(database, routes => routes.MapCommand("/api/effects", async (StoreDb db) =>
        {
            // Its token is not passed on.
            db.Effects.Add(new StoreDb.Effect { Operation = "a" });
            await db.SaveChangesAsync(CancellationToken.None);
        }).WithDeadline(TimeSpan.FromMilliseconds(500)));
        var operation = new TestOperation();
        await using (var other = await database.OpenAsync())
        {
            await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var command = other.CreateCommand();
            (command.CommandText, command.Transaction) = ("LOCK TABLE effects IN ACCESS EXCLUSIVE MODE", transaction);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Assert.Equal(504, (await app.Client.SendAsync(operation))?.Status);
            // The statement has a second at least, and no half a minute.
            await Testing.Time.Poll.UntilAsync(
                async () => await database.CountAsync("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0, TimeSpan.FromSeconds(20), () => "It still waits for the lock.");
        }

        Assert.Equal(200, (await app.Client.SendUntilAnsweredAsync(operation).WaitAsync(TimeSpan.FromSeconds(60))).Status);
        Assert.Equal(1, await database.CountAsync("effects"));
    }
}
