using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.SingleSaves;

/// <summary>Commands that save once, at their end: save, ledger row and commit in one exchange with PostgreSQL.</summary>
public sealed class SingleSaveTests : IAsyncLifetime
{
    private readonly TestOperation _operation = new();
    private readonly Exchanges _exchanges = new();
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await PostgresDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Save_and_row_go_in_one_exchange_and_a_repeat_is_answered_from_the_ledger()
    {
        await using var app = await StartAsync(routes => routes.MapCommand("/api/effects", AddAsync).SingleSave());
        Assert.Equal(new Answer(201, Replayed: false, "\"made\""), await app.Client.SendAsync(_operation));
        Assert.Equal(new Answer(201, Replayed: true, "\"made\""), await app.Client.SendAsync(_operation));
        var sent = Assert.Single(_exchanges.Sent);
        Assert.Contains("notes", sent, StringComparison.Ordinal);
        Assert.Contains("evenkeel_ledger", sent, StringComparison.Ordinal);
        await AssertKeptAsync(notes: 1, rows: 1);
    }

    [Fact]
    public async Task Without_an_id_it_saves_as_it_always_did()
    {
        await using var app = await StartAsync(routes => routes.MapPost("/api/effects", AddAsync).AsCommand().SingleSave());
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(app.BaseAddress, "/api/effects"), content: null);
        Assert.Equal(201, (int)answer.StatusCode);
        await AssertKeptAsync(notes: 1, rows: 0);
    }

    [Fact]
    public async Task A_violation_meets_the_handler_where_it_saves()
    {
        await using var app = await StartAsync(routes => routes.MapCommand("/api/effects", async (NoteDb db) =>
        {
            try
            {
                return await AddAsync(db);
            }
            catch (DbUpdateException)
            {
                return Results.Conflict("there is one");
            }
        }).SingleSave());
        Assert.Equal(201, (await app.Client.SendAsync(_operation))!.Status);
        Assert.Equal(new Answer(409, Replayed: false, "\"there is one\""), await app.Client.SendAsync(new TestOperation()));
        await AssertKeptAsync(notes: 1, rows: 1);
    }

    [Fact]
    public async Task An_update_is_sent_at_once_and_hears_that_it_came_too_late()
    {
        await using var app = await StartAsync(routes => routes.MapCommand("/api/effects", async (NoteDb db) =>
        {
            if (await db.Notes.FirstOrDefaultAsync() is not { } note)
            {
                return await AddAsync(db);
            }

            note.Text = "changed";
            db.Entry(note).Property(n => n.Version).OriginalValue = 7;
            try
            {
                await db.SaveChangesAsync();
                return Results.Ok("changed");
            }
            catch (DbUpdateConcurrencyException)
            {
                return Results.Conflict("another version");
            }
        }).SingleSave());
        Assert.Equal(201, (await app.Client.SendAsync(_operation))!.Status);
        Assert.Equal(new Answer(409, Replayed: false, "\"another version\""), await app.Client.SendAsync(new TestOperation()));
        await AssertKeptAsync(notes: 1, rows: 1);
        Assert.Equal(1, await _database.CountAsync("notes WHERE \"Text\" = 'one'"));
    }

    [Fact]
    public async Task What_the_database_makes_is_there_after_the_save()
    {
        await using var app = await StartAsync(routes => routes.MapCommand("/api/effects", async (NoteDb db) =>
        {
            var effect = new StoreDb.Effect { Operation = "any" };
            db.Add(effect);
            await db.SaveChangesAsync();
            return Results.Ok(effect.Id);
        }).SingleSave());
        Assert.Equal(new Answer(200, Replayed: false, "1"), await app.Client.SendAsync(_operation));
        Assert.Equal(new Answer(200, Replayed: true, "1"), await app.Client.SendAsync(_operation));
        Assert.Equal(1, await _database.CountAsync("effects"));
    }

    [Theory]
    [InlineData("query")]
    [InlineData("second save")]
    [InlineData("transaction")]
    [InlineData("bulk update")]
    public async Task A_handler_that_goes_on_finds_what_it_saved(string with)
    {
        await using var app = await StartAsync(routes => routes.MapCommand("/api/effects", async (NoteDb db) =>
        {
            await AddAsync(db);
            switch (with)
            {
                case "second save":
                    db.Notes.Add(new NoteDb.Note { Text = "two" });
                    await db.SaveChangesAsync();
                    break;
                case "transaction":
                    await using (var transaction = await db.Database.BeginTransactionAsync())
                    {
                        await transaction.RollbackAsync();
                    }

                    break;
                case "bulk update":
                    await db.Notes.Where(note => note.Text == "one").ExecuteUpdateAsync(set => set.SetProperty(note => note.Version, 1));
                    break;
            }

            return Results.Ok(await db.Notes.CountAsync());
        }).SingleSave());
        var notes = with == "second save" ? 2 : 1;
        Assert.Equal(new Answer(200, Replayed: false, $"{notes}"), await app.Client.SendAsync(_operation));
        Assert.Equal(new Answer(200, Replayed: true, $"{notes}"), await app.Client.SendAsync(_operation));
        await AssertKeptAsync(notes, rows: 1);
    }

    [Fact]
    public async Task A_violation_that_a_later_query_meets_is_the_saves()
    {
        var caught = new List<string>();
        await using var app = await StartAsync(routes => routes.MapCommand("/api/effects", async (NoteDb db) =>
        {
            try
            {
                await AddAsync(db);
            }
            catch (DbUpdateException)
            {
                caught.Add("save");
                return Results.Conflict();
            }

            try
            {
                return Results.Ok(await db.Notes.CountAsync());
            }
            catch (DbUpdateException)
            {
                caught.Add("query");
                return Results.Ok("all is well");
            }
        }).SingleSave());
        Assert.Equal(200, (await app.Client.SendAsync(_operation))!.Status);
        Assert.Equal(409, (await app.Client.SendAsync(new TestOperation()))!.Status);
        Assert.Equal(["query", "save"], caught);
        await AssertKeptAsync(notes: 1, rows: 1);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task An_answer_of_4xx_keeps_the_save_only_where_it_always_did(bool native, int kept)
    {
        async Task<IResult> RejectAsync(NoteDb db)
        {
            await AddAsync(db);
            return Results.UnprocessableEntity("no");
        }

        await using var app = await StartAsync(routes =>
        {
            if (native)
            {
                routes.MapCommand("/api/effects", RejectAsync).SingleSave();
            }
            else
            {
                routes.MapPost("/api/effects", RejectAsync).AsCommand().SingleSave();
            }
        });
        Assert.Equal(422, (await app.Client.SendAsync(_operation))!.Status);
        await AssertKeptAsync(notes: kept, rows: kept);
    }

    [Fact]
    public async Task Of_duplicates_on_two_instances_the_first_to_commit_answers_for_both()
    {
        var saved = new Rendezvous();
        await using var slow = await StartAsync(routes => Map(routes, saved.PassAsync));
        await using var quick = await StartAsync(routes => Map(routes, () => Task.CompletedTask));
        var first = slow.Client.SendAsync(_operation);
        await saved.Arrived;
        Assert.Equal(new Answer(201, Replayed: false, "\"made\""), await quick.Client.SendAsync(_operation));
        saved.Release();
        Assert.Equal(new Answer(201, Replayed: true, "\"made\""), await first);
        await AssertKeptAsync(notes: 1, rows: 1);

        static void Map(IEndpointRouteBuilder routes, Func<Task> pause) => routes.MapCommand("/api/effects", async (NoteDb db) =>
        {
            db.Notes.Add(new NoteDb.Note { Text = Guid.NewGuid().ToString() });
            await db.SaveChangesAsync();
            await pause();
            return Results.Created("/api/effects/1", "made");
        }).SingleSave();
    }

    [Fact]
    public async Task When_the_answer_to_the_commit_is_lost_the_ledger_says_that_it_took_place()
    {
        await using var app = await StartAsync(routes => routes.MapCommand("/api/effects", AddAsync).SingleSave());
        _exchanges.LoseNextAnswer();
        Assert.Equal(new Answer(201, Replayed: true, "\"made\""), await app.Client.SendAsync(_operation));
        await AssertKeptAsync(notes: 1, rows: 1);
    }

    [Fact]
    public async Task A_message_goes_out_once_the_save_is_committed()
    {
        var mails = new Mails();
        await using var app = await StartAsync(
            routes => routes.MapCommand("/api/effects", async (NoteDb db) =>
            {
                db.OnCommitted(new Mail("to anna"));
                return await AddAsync(db);
            }).SingleSave(),
            keel =>
            {
                keel.Services.AddSingleton(mails);
                keel.AddDelivery<Mail, Mails>("mail");
            });
        Assert.Equal(201, (await app.Client.SendAsync(_operation))!.Status);
        Assert.Equal("to anna", (await mails.First.WaitAsync(TimeSpan.FromSeconds(60))).To);
        await AssertKeptAsync(notes: 1, rows: 1);
    }

    private static async Task<IResult> AddAsync(NoteDb db)
    {
        db.Notes.Add(new NoteDb.Note { Text = "one" });
        await db.SaveChangesAsync();
        return Results.Created("/api/effects/1", "made");
    }

    private Task<StoreApp> StartAsync(Action<IEndpointRouteBuilder> map, Action<IEvenkeelBuilder>? keel = null) => StoreApp.StartAsync<NoteDb>(
        map, services => services.AddDbContextPool<NoteDb>(options => options.UseNpgsql(_database.ConnectionString).AddInterceptors(_exchanges)), keel: keel);

    private async Task AssertKeptAsync(int notes, int rows)
    {
        Assert.Equal(notes, await _database.CountAsync("notes"));
        Assert.Equal(rows, await _database.CountAsync("evenkeel_ledger"));
    }

    internal sealed record Mail(string To);

    internal sealed class Mails : IDelivery<Mail>
    {
        private readonly TaskCompletionSource<Mail> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Mail> First => _first.Task;

        public Task DeliverAsync(Mail message, DeliveryAttempt attempt, CancellationToken cancel)
        {
            _first.TrySetResult(message);
            return Task.CompletedTask;
        }
    }
}
