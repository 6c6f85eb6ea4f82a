using System.Data;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Tests.Transactions;

/// <summary>A handler's own transactions nest in its operation's: with and without an operation id they leave the same rows.</summary>
public sealed class HandlerTransactionsTests
{
    private static readonly Dictionary<string, (Func<NotesDb, Task> Handler, string[] Leaves)> Handlers = new()
    {
        ["commit"] = (async db =>
        {
            await using var own = await db.Database.BeginTransactionAsync();
            await db.AddAsync("a");
            await own.CommitAsync();
        }, ["a"]),
        ["synchronous commit"] = (db =>
        {
            using var own = db.Database.BeginTransaction();
            db.Notes.Add(new Note { Text = "a" });
            db.SaveChanges();
            own.Commit();
            return Task.CompletedTask;
        }, ["a"]),
        ["rollback"] = (async db =>
        {
            await using (var own = await db.Database.BeginTransactionAsync())
            {
                await db.AddAsync("gone");
                await own.RollbackAsync();
            }

            db.ChangeTracker.Clear();
            await db.AddAsync("a");
        }, ["a"]),
        ["synchronous rollback"] = (db =>
        {
            using (var own = db.Database.BeginTransaction())
            {
                db.Database.ExecuteSqlRaw("INSERT INTO Notes (Text) VALUES ('gone')");
                own.Rollback();
            }

            db.Notes.Add(new Note { Text = "a" });
            db.SaveChanges();
            return Task.CompletedTask;
        }, ["a"]),
        ["dispose without commit"] = (async db =>
        {
            await using (await db.Database.BeginTransactionAsync())
            {
                await db.AddAsync("gone");
            }

            db.ChangeTracker.Clear();
            await db.AddAsync("a");
        }, ["a"]),
        ["synchronous dispose"] = (async db =>
        {
            using (db.Database.BeginTransaction())
            {
                db.Database.ExecuteSqlRaw("INSERT INTO Notes (Text) VALUES ('gone')");
            }

            await db.AddAsync("a");
        }, ["a"]),
        ["commit by the facade"] = (async db =>
        {
            await db.Database.BeginTransactionAsync();
            await db.AddAsync("a");
            await db.Database.CommitTransactionAsync();
        }, ["a"]),
        ["synchronous commit by the facade"] = (async db =>
        {
            db.Database.BeginTransaction();
            await db.AddAsync("a");
            db.Database.CommitTransaction();
        }, ["a"]),
        ["rollback by the facade"] = (async db =>
        {
            await db.AddAsync("a");
            await db.Database.BeginTransactionAsync();
            await db.AddAsync("gone");
            await db.Database.RollbackTransactionAsync();
        }, ["a"]),
        ["with an isolation level"] = (async db =>
        {
            await using var own = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable);
            await db.AddAsync("a");
            await own.CommitAsync();
        }, ["a"]),
        ["a savepoint of the handler"] = (async db =>
        {
            await using var own = await db.Database.BeginTransactionAsync();
            await db.AddAsync("a");
            await own.CreateSavepointAsync("before");
            await db.AddAsync("gone");
            await own.RollbackToSavepointAsync("before");
            await own.ReleaseSavepointAsync("before");
            await own.CommitAsync();
        }, ["a"]),
        ["two after each other"] = (async db =>
        {
            foreach (var text in new[] { "a", "b" })
            {
                await using var own = await db.Database.BeginTransactionAsync();
                await db.AddAsync(text);
                await own.CommitAsync();
            }
        }, ["a", "b"]),
        ["only if none is there"] = (async db =>
        {
            await db.AddAsync("a");
            Assert.Null(db.Database.CurrentTransaction);
            var own = db.Database.CurrentTransaction ?? await db.Database.BeginTransactionAsync();
            Assert.Same(own, db.Database.CurrentTransaction);
            await db.AddAsync("b");
            await own.CommitAsync();
            Assert.Null(db.Database.CurrentTransaction);
        }, ["a", "b"]),
        ["inside the execution strategy"] = (db => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var own = await db.Database.BeginTransactionAsync();
            await db.AddAsync("a");
            await own.CommitAsync();
        }), ["a"]),
        ["the underlying transaction shared by hand"] = (async db =>
        {
            await using var own = await db.Database.BeginTransactionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = own.GetDbTransaction();
            command.CommandText = "INSERT INTO Notes (Text) VALUES ('a')";
            await command.ExecuteNonQueryAsync();
            await own.CommitAsync();
        }, ["a"]),
    };

    public static TheoryData<string> Names => [.. Handlers.Keys];

    [Theory]
    [Trait("Show", "2.2")]
    [MemberData(nameof(Names))]
    public async Task A_handlers_transaction_leaves_what_it_always_left(string name)
    {
        var (handler, leaves) = Handlers[name];
        await using var ordinary = await TestApp.StartAsync(app => app.MapCommand("/notes", (NotesDb db) => handler(db)));
        Assert.Equal(200, (await ordinary.PostAsync("/notes", id: null)).Status);
        Assert.Equal((leaves, 0), (ordinary.Database.Notes, ordinary.Database.LedgerRows), Same);

        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", (NotesDb db) => handler(db)));
        var id = Call.NewId();
        var answer = await app.PostAsync("/notes", id);
        Assert.True(answer.Status == 200, string.Join('\n', app.Log.Lines));
        Assert.Equal((leaves, 1), (app.Database.Notes, app.Database.LedgerRows), Same);
        Assert.True((await app.PostAsync("/notes", id)).Replayed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_handler_committed_is_rolled_back_when_it_then_answers_an_error(string name)
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            await Handlers[name].Handler(db);
            return Results.BadRequest();
        }));
        Assert.Equal(400, (await app.PostAsync("/notes", Call.NewId())).Status);
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Fact]
    public async Task Two_levels_nest()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            await using var outer = await db.Database.BeginTransactionAsync();
            await db.AddAsync("outer");
            await using (var inner = await db.Database.BeginTransactionAsync())
            {
                await db.AddAsync("inner, rolled back");
                await inner.RollbackAsync();
            }

            db.ChangeTracker.Clear();
            Assert.Same(outer, db.Database.CurrentTransaction);
            await using (var inner = await db.Database.BeginTransactionAsync())
            {
                await db.AddAsync("inner, committed");
                await inner.CommitAsync();
            }

            await outer.CommitAsync();
        }));
        var answer = await app.PostAsync("/notes", Call.NewId());
        Assert.True(answer.Status == 200, string.Join('\n', app.Log.Lines));
        Assert.Equal(["outer", "inner, committed"], app.Database.Notes);
    }

    [Fact]
    public async Task A_transaction_left_open_is_committed_with_its_operation()
    {
        // Its savepoint is neither released nor rolled back; the handler said 200.
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            await db.Database.BeginTransactionAsync();
            await db.AddAsync("a");
        }));
        var id = Call.NewId();
        Assert.Equal(200, (await app.PostAsync("/notes", id)).Status);
        Assert.True((await app.PostAsync("/notes", id)).Replayed);
        Assert.Equal(1, app.Database.LedgerRows);
    }

    [Fact]
    public async Task The_operations_own_transaction_cannot_be_committed_or_rolled_back_by_its_handler()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            await db.AddAsync("a");
            Assert.Throws<InvalidOperationException>(db.Database.CommitTransaction);
            Assert.Throws<InvalidOperationException>(db.Database.RollbackTransaction);
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.Database.CommitTransactionAsync());
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.Database.RollbackTransactionAsync());
            return Results.Conflict();
        }));
        Assert.Equal(409, (await app.PostAsync("/notes", Call.NewId())).Status);
        Assert.Empty(app.Database.Notes);
    }

    [Fact]
    public async Task A_transaction_that_ended_cannot_end_again()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            await using var own = await db.Database.BeginTransactionAsync();
            await own.CommitAsync();
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => own.CommitAsync());
            Assert.ThrowsAny<InvalidOperationException>(own.Rollback);
        }));
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
    }

    private static bool Same((string[] Notes, long Rows) one, (string[] Notes, long Rows) other) => one.Notes.SequenceEqual(other.Notes) && one.Rows == other.Rows;
}
