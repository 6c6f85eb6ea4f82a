using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Transactions;

/// <summary>Every way in which a handler writes through its context commits and rolls back with its operation.</summary>
public sealed class HandlerWritesTests
{
    private static readonly Dictionary<string, Func<NotesDb, Task>> Ways = new()
    {
        ["several saves"] = async db =>
        {
            await db.AddAsync("one");
            await db.AddAsync("two");
        },
        ["synchronous save"] = db =>
        {
            db.Notes.Add(new Note { Text = "sync" });
            db.SaveChanges();
            return Task.CompletedTask;
        },
        ["ExecuteUpdate"] = db => db.Notes.ExecuteUpdateAsync(set => set.SetProperty(note => note.Text, "updated")),
        ["ExecuteDelete"] = db => db.Notes.ExecuteDeleteAsync(),
        ["synchronous ExecuteUpdate"] = db => Task.FromResult(db.Notes.ExecuteUpdate(set => set.SetProperty(note => note.Text, "updated"))),
        ["ExecuteSqlRaw"] = db => db.Database.ExecuteSqlRawAsync("INSERT INTO Notes (Text) VALUES ('raw')"),
        ["synchronous ExecuteSqlRaw"] = db => Task.FromResult(db.Database.ExecuteSqlRaw("INSERT INTO Notes (Text) VALUES ('raw')")),
        ["ExecuteSql, interpolated"] = db => db.Database.ExecuteSqlAsync($"INSERT INTO Notes (Text) VALUES ({"interpolated"})"),
        ["INSERT RETURNING by FromSql"] = db => db.Notes.FromSqlRaw("INSERT INTO Notes (Text) VALUES ('returned') RETURNING *").ToListAsync(),
        ["INSERT RETURNING by FromSql, synchronous"] = db => Task.FromResult(db.Notes.FromSqlRaw("INSERT INTO Notes (Text) VALUES ('returned') RETURNING *").ToList()),
        ["INSERT RETURNING by SqlQuery"] = db => db.Database.SqlQueryRaw<int>("INSERT INTO Notes (Text) VALUES ('returned') RETURNING Id AS Value").ToListAsync(),
        ["a comment and lower case"] = db => db.Database.ExecuteSqlRawAsync("-- note\n  insert into Notes (Text) values ('lower')"),
        ["a common table expression"] = db => db.Database.ExecuteSqlRawAsync("WITH t(x) AS (SELECT 'cte') INSERT INTO Notes (Text) SELECT x FROM t"),
        ["a read first"] = async db =>
        {
            var count = await db.Notes.CountAsync();
            await db.AddAsync($"after {count}");
        },
        ["a write and a read of it"] = async db =>
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO Notes (Text) VALUES ('seen')");
            Assert.Equal(1, await db.Notes.CountAsync(note => note.Text == "seen"));
            Assert.Single(db.Notes.AsNoTracking().Where(note => note.Text == "seen"));
        },
        ["an open connection"] = async db =>
        {
            await db.Database.OpenConnectionAsync();
            await db.AddAsync("open");
            await db.Database.CloseConnectionAsync();
        },
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_way_to_write_commits_once_and_rolls_back_whole(string way)
    {
        var status = 409;
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapCommand("/seed", (NotesDb db) => db.AddAsync("seed"));
            app.MapCommand("/write", async (NotesDb db) =>
            {
                await Ways[way](db);
                return Results.StatusCode(status);
            });
        });
        await app.PostAsync("/seed", Call.NewId());
        var id = Call.NewId();
        Assert.Equal(409, (await app.PostAsync("/write", id)).Status);
        Assert.Equal(["seed"], app.Database.Notes);
        Assert.Equal(1, app.Database.LedgerRows);

        status = 200;
        Assert.Equal((200, false), await StatusAsync(app, id));
        var after = app.Database.Notes;
        Assert.NotEqual(["seed"], after);
        Assert.Equal((200, true), await StatusAsync(app, id));
        Assert.Equal(after, app.Database.Notes);
        Assert.Equal(2, app.Database.LedgerRows);
    }

    [Fact]
    public async Task A_failed_save_that_the_handler_survives_leaves_the_rest_of_its_work()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            var note = await db.AddAsync("kept");
            db.ChangeTracker.Clear();
            db.Notes.Add(new Note { Id = note.Id, Text = "clashes" });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            db.ChangeTracker.Clear();
            await db.AddAsync("kept too");
        }));
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
        Assert.Equal(["kept", "kept too"], app.Database.Notes);
    }

    [Fact]
    public async Task Reads_before_the_first_write_do_not_enter_the_write_gate()
    {
        var (writer, reader) = (new Gate(), new Gate());
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapCommand("/write", async (NotesDb db) =>
            {
                await db.AddAsync("a");
                await writer.PassAsync();
            });
            app.MapCommand("/read", async (NotesDb db) =>
            {
                var count = await db.Notes.CountAsync();
                await reader.PassAsync();
                return count;
            });
        });
        var write = app.PostAsync("/write", Call.NewId());
        await writer.Reached;
        var read = app.PostAsync("/read", Call.NewId());
        await reader.Reached;
        writer.Open();
        reader.Open();
        Assert.Equal((200, "0"), ((await write).Status, (await read).Text));
    }

    private static async Task<(int Status, bool Replayed)> StatusAsync(TestApp app, string id)
    {
        var answer = await app.PostAsync("/write", id);
        return (answer.Status, answer.Replayed);
    }
}
