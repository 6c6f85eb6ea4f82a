using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Deliveries;

/// <summary>A message goes out if, and only if, what it belongs to was committed.</summary>
public sealed class OnCommittedTests
{
    private readonly MailSink _sink = new();

    [Fact]
    [Trait("Show", "2.4")]
    public async Task A_message_is_delivered_after_the_commit_with_its_operation_and_caller()
    {
        await using var app = await MailApp.StartAsync(_sink, app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            db.OnCommitted(new Mail(input.Text));
            await db.AddAsync(input.Text);
            Assert.Empty(_sink.Tried);
        }));
        var id = Call.NewId();
        var call = new Call { Path = "/notes", Id = id, Body = NewNote.Json("a"), Tenant = "acme" };
        Assert.Equal(200, (await app.SendAsync(call)).Status);
        await app.EmptyAsync();
        var (to, attempt) = Assert.Single(_sink.Sent);
        Assert.Equal(("a", 1, "acme", "alice", Guid.Parse(id)), (to, attempt.Number, attempt.Tenant, attempt.User, attempt.Operation!.Value));

        Assert.True((await app.SendAsync(call)).Replayed);
        Assert.Equal(0, app.Rows());
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("failed")]
    [Trait("Show", "2.4")]
    public async Task A_message_of_an_operation_that_is_rolled_back_is_never_delivered(string end)
    {
        await using var app = await MailApp.StartAsync(_sink, app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text);
            db.OnCommitted(new Mail(input.Text));
            await db.SaveChangesAsync();
            return input.Text switch
            {
                "refused" => Results.BadRequest(),
                "failed" => throw new InvalidOperationException("meant"),
                _ => Results.Ok(),
            };
        }));
        Assert.InRange((await app.PostAsync("/notes", Call.NewId(), NewNote.Json(end))).Status, 400, 500);
        Assert.Equal(0, app.Rows());
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("good"))).Status);
        await app.EmptyAsync();
        Assert.Equal(["good"], _sink.Addresses);
    }

    [Theory]
    [InlineData("by a bulk update")]
    [InlineData("by SQL")]
    [InlineData("before its message")]
    [InlineData("not at all")]
    public async Task However_a_command_writes_its_message_is_stored(string writes)
    {
        await using var app = await MailApp.StartAsync(_sink, app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            await (writes switch
            {
                "by a bulk update" => db.Notes.ExecuteUpdateAsync(set => set.SetProperty(n => n.Text, "b")),
                "by SQL" => db.Database.ExecuteSqlAsync($"INSERT INTO Notes (Text) VALUES ('b')"),
                "before its message" => db.AddAsync("b"),
                _ => Task.CompletedTask,
            });
            db.OnCommitted(new Mail(writes));
        }));
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
        await app.EmptyAsync();
        Assert.Equal([writes], _sink.Addresses);
    }

    [Fact]
    public async Task A_command_that_runs_again_stores_its_message_once()
    {
        var tries = 0;
        await using var app = await MailApp.StartAsync(
            _sink,
            app => app.MapCommand("/notes", async (NotesDb db) =>
            {
                db.OnCommitted(new Mail($"try {++tries}"));
                await db.AddAsync("a");
                db.OnCommitted(new Mail("second"));
                if (tries < 3)
                {
                    throw new TransientException();
                }
            }),
            new TestAppOptions
            {
                Context = static (services, use) => services.AddDbContext<NotesDb>(db =>
                {
                    use(db);
                    db.UseSqlite(sqlite => sqlite.ExecutionStrategy(dependencies => new Retries(dependencies)));
                }),
            });
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
        await app.EmptyAsync();
        Assert.Equal(["second", "try 3"], _sink.Addresses);
    }

    [Fact]
    public async Task A_handler_that_survives_a_failed_save_stores_its_message_once()
    {
        var starts = 0;
        await using var app = await MailApp.StartAsync(_sink, app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            starts++;
            db.OnCommitted(new Mail("a"));
            var note = await db.AddAsync("a");
            db.ChangeTracker.Clear();
            db.Notes.Add(new Note { Id = note.Id, Text = "again" });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        }));
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
        await app.EmptyAsync();
        Assert.Equal(2, starts);
        Assert.Equal(["a"], _sink.Addresses);
    }

    [Fact]
    public async Task A_nested_transaction_that_is_rolled_back_takes_its_messages_along()
    {
        await using var app = await MailApp.StartAsync(_sink, app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            db.OnCommitted(new Mail("outer"));
            await using (await db.Database.BeginTransactionAsync())
            {
                db.OnCommitted(new Mail("undone"));
            }

            await using var kept = await db.Database.BeginTransactionAsync();
            db.OnCommitted(new Mail("inner"));
            await kept.CommitAsync();
        }));
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
        await app.EmptyAsync();
        Assert.Equal(["inner", "outer"], _sink.Addresses);
    }

    [Fact]
    public async Task Of_operations_that_share_a_commit_each_keeps_or_loses_its_own()
    {
        await using var app = await MailApp.StartAsync(_sink, app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text);
            db.OnCommitted(new Mail(input.Text));
            return input.Text == "bad" ? Results.BadRequest() : Results.Ok();
        }));
        var flush = await app.FlushAsync(((string[])["a", "bad", "b"]).Select(text => Op.Line("/notes", body: NewNote.Json(text), lane: text)));
        flush.AssertStatuses(200, 400, 200);
        await app.EmptyAsync();
        Assert.Equal(["a", "b"], _sink.Addresses);
    }

    [Fact]
    public async Task Outside_a_command_the_next_save_stores_it()
    {
        await using var app = await MailApp.StartAsync(_sink, app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            db.OnCommitted(new Mail(input.Text));
            if (input.Text == "saved")
            {
                await db.AddAsync(input.Text);
            }
        }));
        Assert.Equal(200, (await app.PostAsync("/notes", id: null, NewNote.Json("not saved"))).Status);
        Assert.Equal(200, (await app.PostAsync("/notes", id: null, NewNote.Json("saved"))).Status);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<NotesDb>();
            db.OnCommitted(new Mail("by a job"));
            await db.AddAsync("job");
            Assert.Single(db.ChangeTracker.Entries());
        }

        await app.EmptyAsync();
        Assert.Equal(["by a job", "saved"], _sink.Addresses);
        Assert.Equal(["", "alice"], _sink.Sent.Select(mail => mail.Attempt.User).Order());
        Assert.All(_sink.Sent, mail => Assert.Null(mail.Attempt.Operation));
    }

    private sealed class TransientException : Exception;

    private sealed class Retries(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, maxRetryDelay: TimeSpan.Zero)
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TransientException;
    }
}
