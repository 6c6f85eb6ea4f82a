using Evenkeel.AspNetCore.Commands;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.OutsideWrites;

/// <summary>In development a handler hears of a write that is no part of its command; elsewhere nothing changes.</summary>
public sealed class OutsideWritesTests
{
    private static readonly Dictionary<string, Func<AuditDb, Task>> Writes = new()
    {
        ["save"] = db => db.AddAsync("outside"),
        ["synchronous save"] = db =>
        {
            db.Notes.Add(new Note { Text = "outside" });
            db.SaveChanges();
            return Task.CompletedTask;
        },
        ["bulk"] = db => db.Notes.Where(note => note.Text == "before").ExecuteUpdateAsync(set => set.SetProperty(note => note.Text, "outside")),
        ["sql"] = db => db.Database.ExecuteSqlAsync($"INSERT INTO Notes (Text) VALUES ('outside')"),
        ["query that writes"] = db => db.Notes.FromSqlRaw("INSERT INTO Notes (Text) VALUES ('outside') RETURNING *").ToListAsync(),
        ["save in a transaction"] = async db =>
        {
            await using var own = await db.Database.BeginTransactionAsync();
            await db.AddAsync("outside");
            await own.CommitAsync();
        },
    };

    public static TheoryData<string, bool> Ways => [.. Writes.Keys.SelectMany(way => new[] { (way, true), (way, false) })];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_write_through_another_context_is_refused_before_it_happens_and_says_what_to_do(string way, bool first)
    {
        await using var app = await StartAsync(app => app.MapCommand("/notes", async (NotesDb db, AuditDb audit) =>
        {
            await (first ? Task.CompletedTask : db.AddAsync("own"));
            await Writes[way](audit);
            await (first ? db.AddAsync("own") : Task.CompletedTask);
        }));
        app.Database.Query("INSERT INTO Notes (Text) VALUES ('before')");
        var id = Call.NewId();
        var answer = await app.PostAsync("/notes", id);
        Assert.Equal((500, ProblemCodes.WriteOutsideOperation), (answer.Status, answer.Error));
        var detail = answer.Json.GetProperty("detail").GetString()!;
        Assert.All(["AuditDb writes", "Write through NotesDb", "UseTransaction", "RefuseOutsideWrites"], part => Assert.Contains(part, detail, StringComparison.Ordinal));
        Assert.Equal((["before"], 0), (app.Database.Notes, app.Database.LedgerRows), Same);
        Assert.Contains(app.Log.Lines, line => line.Contains("POST /notes was rolled back", StringComparison.Ordinal));

        // Without an operation the write is as good as the handler's others.
        Assert.Equal(200, (await app.PostAsync("/notes", id: null)).Status);
        Assert.Contains("own", app.Database.Notes);
    }

    [Fact]
    public async Task One_operation_of_a_flush_is_refused_and_its_neighbours_are_not()
    {
        await using var app = await StartAsync(app =>
        {
            NotesApi.Map(app);
            app.MapCommand("/outside", (AuditDb audit) => audit.AddAsync("outside"));
        });
        var flush = await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a")), Op.Line("/outside"), Op.Line("/notes", body: NewNote.Json("b"))]);
        flush.AssertStatuses(201, 500, 201);
        Assert.Equal(ProblemCodes.WriteOutsideOperation, flush.Error(1));
        Assert.Equal(["a", "b"], app.Database.Notes);
    }

    [Fact]
    public async Task A_context_of_the_applications_type_that_was_made_by_hand_is_refused_too()
    {
        var connection = "";
        await using var app = await StartAsync(app => app.MapCommand("/notes/{how}", async (string how, IDbContextFactory<NotesDb> factory) =>
        {
            var byHand = new DbContextOptionsBuilder<NotesDb>().UseSqlite(connection).Options;
            await using var db = how == "by-hand" ? new NotesDb(byHand) : await factory.CreateDbContextAsync();
            await db.AddAsync(how);
        }));
        connection = app.Database.ConnectionString;
        var answer = await app.PostAsync("/notes/by-hand", Call.NewId());
        Assert.Equal((500, ProblemCodes.WriteOutsideOperation), (answer.Status, answer.Error));
        Assert.Contains("IDbContextFactory<NotesDb>", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await app.PostAsync("/notes/factory", Call.NewId())).Status);
        Assert.Equal(["factory"], app.Database.Notes);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(409)]
    public async Task Another_context_may_read_and_it_may_write_in_the_commands_transaction(int status)
    {
        await using var app = await StartAsync(app => app.MapCommand("/notes", async (NotesDb db, AuditDb audit) =>
        {
            Assert.Equal(0, await audit.Notes.CountAsync());
            await db.AddAsync("own");
            // Committed is only what was there before.
            Assert.Empty(await audit.Notes.FromSqlRaw("SELECT * FROM Notes").ToListAsync());
            await using var transaction = await db.Database.BeginTransactionAsync();
            audit.Database.SetDbConnection(db.Database.GetDbConnection());
            await audit.Database.UseTransactionAsync(transaction.GetDbTransaction());
            await audit.AddAsync("audited");
            await transaction.CommitAsync();
            return Results.StatusCode(status);
        }));
        var answer = await app.PostAsync("/notes", Call.NewId());
        Assert.True(answer.Status == status, string.Join('\n', app.Log.Lines));
        Assert.Equal(status == 200 ? ["own", "audited"] : [], app.Database.Notes);
    }

    [Fact]
    public async Task Another_database_may_be_written_to()
    {
        using var archive = new TestDatabase();
        await using var app = await StartAsync(app => app.MapCommand("/notes", async (NotesDb db, AuditDb audit) =>
        {
            await db.AddAsync("own");
            await audit.AddAsync("archived");
        }), archive: archive);
        app.Database.Query($"VACUUM INTO '{archive.ConnectionString["Data Source=".Length..]}'");
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
        Assert.Equal((["own"], 1), (app.Database.Notes, app.Database.LedgerRows), Same);
        Assert.Equal(["archived"], archive.Notes);
    }

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Staging", null, false)]
    [InlineData("Production", true, true)]
    [InlineData("Development", null, true)]
    [InlineData("Development", false, false)]
    public async Task Only_in_development_unless_the_application_says_otherwise(string environment, bool? set, bool refuses)
    {
        await using var app = await StartAsync(app => app.MapCommand("/notes", (AuditDb audit) => audit.AddAsync("outside")), environment, set);
        var id = Call.NewId();
        Assert.Equal(refuses ? 500 : 200, (await app.PostAsync("/notes", id)).Status);
        Assert.Equal((refuses ? [] : ["outside"], refuses ? 0 : 1), (app.Database.Notes, app.Database.LedgerRows), Same);
        Assert.Equal(!refuses, (await app.PostAsync("/notes", id)).Replayed);
    }

    [Fact]
    public async Task Two_applications_of_one_process_each_go_by_their_own_setting()
    {
        await using var development = await StartAsync(app => app.MapCommand("/notes", (AuditDb audit) => audit.AddAsync("outside")));
        await using var production = await StartAsync(app => app.MapCommand("/notes", (AuditDb audit) => audit.AddAsync("outside")), "Production");
        Assert.Equal(500, (await development.PostAsync("/notes", Call.NewId())).Status);
        Assert.Equal(200, (await production.PostAsync("/notes", Call.NewId())).Status);
    }

    [Fact]
    public async Task A_consumer_gets_the_exception_itself_and_nothing_is_applied()
    {
        await using var app = await StartAsync(NotesApi.Map);
        var commands = app.Services.GetRequiredService<ICommands>();
        var call = new CommandCall { Id = OperationId.Create(TimeProvider.System.GetUtcNow()), Action = "notes.import" };
        var error = await Assert.ThrowsAsync<WriteOutsideOperationException>(() => commands.RunAsync(call, async (services, _) =>
        {
            await services.GetRequiredService<NotesDb>().AddAsync("own");
            await services.GetRequiredService<AuditDb>().AddAsync("outside");
            return 1;
        }));
        Assert.Equal((typeof(AuditDb), ProblemCodes.WriteOutsideOperation), (error.ContextType, error.Code));
        Assert.Empty(app.Database.Notes);
        Assert.Equal(2, (await commands.RunAsync(call, async (services, _) =>
        {
            await services.GetRequiredService<NotesDb>().AddAsync("own");
            return 2;
        })).Value);
    }

    private static Task<TestApp> StartAsync(Action<WebApplication> map, string environment = "Development", bool? set = null, TestDatabase? archive = null) => TestApp.StartAsync(map, new TestAppOptions
    {
        Environment = environment,
        Context = (services, use) =>
        {
            services.AddDbContextFactory<NotesDb>(use);
            services.AddDbContext<AuditDb>(archive is null ? use : db => db.UseSqlite(archive.ConnectionString));
        },
        Connection = ";Default Timeout=2",
        Ledger = ledger => ledger.RefuseOutsideWrites = set,
    });

    private static bool Same((string[] Notes, long Rows) one, (string[] Notes, long Rows) other) => one.Notes.SequenceEqual(other.Notes) && one.Rows == other.Rows;
}
