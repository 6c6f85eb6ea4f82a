using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Evenkeel.AspNetCore.Tests.Transactions;

public sealed class BusyDatabaseTests
{
    [Fact]
    public async Task A_database_locked_by_another_program_is_503_and_the_same_id_succeeds_later()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Connection = ";Default Timeout=1" });
        var id = Call.NewId();
        using (var other = Lock(app.Database))
        {
            AssertBusy(await app.PostAsync("/notes", id, NewNote.Json("a")));
            var flush = await app.FlushAsync([Op.Line("/notes", id, NewNote.Json("a"))]);
            Assert.Equal((503, ProblemCodes.DatabaseBusy, 1), (flush.Statuses[0], flush.Error(0), flush.Lines[0].GetProperty("retryAfter").GetInt32()));
            AssertBusy(await app.SendAsync(new Call { Path = $"/_evenkeel/operations/{Call.NewId()}/void" }));
        }

        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task A_write_of_this_program_that_takes_too_long_is_503_too()
    {
        var gate = new Gate();
        await using var app = await TestApp.StartAsync(
            app =>
            {
                NotesApi.Map(app);
                app.MapCommand("/slow", async (NotesDb db) =>
                {
                    await db.AddAsync("slow");
                    await gate.PassAsync();
                });
            },
            new TestAppOptions { Ledger = options => options.WriteWait = TimeSpan.FromSeconds(1) });
        var slow = app.PostAsync("/slow", Call.NewId());
        await gate.Reached;
        var id = Call.NewId();
        AssertBusy(await app.PostAsync("/notes", id, NewNote.Json("a")));
        AssertBusy(await app.SendAsync(new Call { Path = $"/_evenkeel/operations/{Call.NewId()}/void" }));
        gate.Open();
        Assert.Equal(200, (await slow).Status);
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.Equal(["slow", "a"], app.Database.Notes);
    }

    [Fact]
    public async Task Replays_need_no_write_and_are_answered_while_the_database_is_locked()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Connection = ";Default Timeout=1" });
        var id = Call.NewId();
        await app.PostAsync("/notes", id, NewNote.Json("a"));
        using var other = Lock(app.Database);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
    }

    [Fact]
    public async Task A_handler_whose_caller_has_left_does_not_write()
    {
        var (gate, ended) = (new Gate(), new TaskCompletionSource<bool>());
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db, HttpContext http) =>
        {
            await gate.PassAsync();
            await Poll.UntilAsync(() => http.RequestAborted.IsCancellationRequested, TimeSpan.FromSeconds(20), "the client has left");
            db.Notes.Add(new Note { Text = "never" });
            var saving = db.SaveChangesAsync(http.RequestAborted);
            ended.SetResult(await Task.WhenAny(saving) == saving && saving.IsCanceled);
            await saving;
        }));
        using var leaving = new CancellationTokenSource();
        using var message = new Call { Path = "/notes", Id = Call.NewId() }.ToMessage();
        var call = app.Http.SendAsync(message, leaving.Token);
        await gate.Reached;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.Open();
        Assert.True(await ended.Task);
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    private static SqliteConnection Lock(TestDatabase database)
    {
        var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static void AssertBusy(Answer answer)
    {
        Assert.Equal((503, ProblemCodes.DatabaseBusy), (answer.Status, answer.Error));
        Assert.Equal("1", answer.Headers["Retry-After"]);
    }
}
