using System.Data.Common;
using System.Text;
using Evenkeel.AspNetCore.Commands;
using Evenkeel.AspNetCore.Tests.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Commands;

/// <summary>A command without a request has the same guarantee as one with it.</summary>
public sealed class CommandsTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_call_takes_effect_once_and_a_repeat_gets_the_stored_result()
    {
        await using var app = await StartAsync();
        var call = Call("m-1");
        Assert.Equal(new CommandOutcome<Note>(new Note { Id = 1, Text = "a" }, false), await AddAsync(app, call, "a"), Same);
        Assert.Equal(new CommandOutcome<Note>(new Note { Id = 1, Text = "a" }, true), await AddAsync(app, call, "never"), Same);
        Assert.Equal(["a"], app.Database.Notes);
        Assert.Equal(1, app.Database.LedgerRows);
        Assert.Equal("orders.import", (string)app.Database.Query("SELECT action FROM evenkeel_ledger")[0][0]);
    }

    [Fact]
    public async Task Another_tenant_or_user_has_ids_of_its_own()
    {
        await using var app = await StartAsync();
        foreach (var call in (CommandCall[])[Call("m"), Call("m") with { Tenant = "acme" }, Call("m") with { User = "anna" }])
        {
            Assert.False((await AddAsync(app, call, "a")).Replayed);
        }

        Assert.Equal(3, app.Database.Notes.Length);
    }

    [Fact]
    public async Task An_exception_rolls_back_whole_and_leaves_the_id_free()
    {
        await using var app = await StartAsync();
        var call = Call("m");
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Commands(app).RunAsync<int>(
            call,
            async (services, _) =>
            {
                await services.GetRequiredService<NotesDb>().AddAsync("never");
                throw new InvalidTimeZoneException("meant");
            },
            TestContext.Current.CancellationToken));
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
        Assert.False((await AddAsync(app, call, "a")).Replayed);
    }

    [Fact]
    public async Task A_duplicate_in_flight_waits_and_gets_the_result_of_the_first()
    {
        await using var app = await StartAsync();
        var (gate, call) = (new Gate(), Call("m"));
        var first = AddAsync(app, call, "first", gate.PassAsync);
        await gate.Reached;
        var second = AddAsync(app, call, "second");
        Assert.False(second.IsCompleted);
        gate.Open();
        Assert.Equal(("first", false), ((await first).Value.Text, (await first).Replayed));
        Assert.Equal(("first", true), ((await second).Value.Text, (await second).Replayed));
        Assert.Equal(["first"], app.Database.Notes);
    }

    [Fact]
    public async Task What_is_refused_has_a_type_and_runs_nothing()
    {
        await using var app = await StartAsync();
        var call = Call("m") with { Payload = "1"u8.ToArray() };
        Assert.False((await AddAsync(app, call, "a")).Replayed);
        Assert.True((await AddAsync(app, call, "a")).Replayed);
        Assert.Equal(ProblemCodes.OperationIdReused, (await Assert.ThrowsAsync<CommandIdReusedException>(() => AddAsync(app, call with { Payload = "2"u8.ToArray() }, "b"))).Code);
        await Assert.ThrowsAsync<CommandIdReusedException>(() => AddAsync(app, call with { Action = "another" }, "b"));

        var old = call with { Id = OperationId.Create(_clock.GetUtcNow() - TimeSpan.FromDays(31)) };
        Assert.Equal(ProblemCodes.OperationTooOld, (await Assert.ThrowsAsync<CommandTooOldException>(() => AddAsync(app, old, "b"))).Code);
        var ahead = call with { Id = OperationId.Create(_clock.GetUtcNow() + TimeSpan.FromDays(2)) };
        Assert.Equal(ProblemCodes.OperationIdInFuture, (await Assert.ThrowsAsync<CommandInFutureException>(() => AddAsync(app, ahead, "b"))).Code);

        var discarded = OperationId.Create(_clock.GetUtcNow());
        (await app.FlushAsync([Op.Void(discarded.ToString())])).AssertStatuses(200);
        Assert.Equal(
            ProblemCodes.OperationVoid,
            (await Assert.ThrowsAsync<CommandVoidException>(() => AddAsync(app, call with { Id = discarded, User = "alice" }, "b"))).Code);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task A_retrying_strategy_repeats_the_whole_call_in_a_fresh_scope()
    {
        HashSet<NotesDb> contexts = [];
        await using var app = await StartAsync(new TestAppOptions
        {
            Clock = _clock,
            Context = static (services, use) => services.AddDbContext<NotesDb>(db =>
            {
                use(db);
                db.UseSqlite(sqlite => sqlite.ExecutionStrategy(dependencies => new Retries(dependencies)));
            }),
        });
        var outcome = await Commands(app).RunAsync(
            Call("m"),
            async (services, _) =>
            {
                var db = services.GetRequiredService<NotesDb>();
                contexts.Add(db);
                await db.AddAsync($"{contexts.Count}");
                return contexts.Count < 3 ? throw new TimeZoneNotFoundException() : contexts.Count;
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(new CommandOutcome<int>(3, false), outcome);
        Assert.Equal(["3"], app.Database.Notes);
    }

    [Fact]
    public async Task A_commit_that_took_place_though_it_failed_is_found_in_the_ledger()
    {
        var lost = new LostAnswer();
        await using var app = await StartAsync(new TestAppOptions
        {
            Clock = _clock,
            Context = (services, use) => services.AddDbContext<NotesDb>(db =>
            {
                use(db);
                db.AddInterceptors(lost);
            }),
        });
        lost.IsOn = true;
        var outcome = await AddAsync(app, Call("m"), "a");
        Assert.Equal(("a", true), (outcome.Value.Text, outcome.Replayed));
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task A_database_that_is_held_for_too_long_is_busy_and_the_call_may_be_repeated()
    {
        await using var app = await StartAsync(new TestAppOptions { Ledger = options => options.WriteWait = TimeSpan.FromMilliseconds(50), Clock = TimeProvider.System });
        var gate = new Gate();
        var first = AddAsync(app, Now("first"), "first", gate.PassAsync);
        await gate.Reached;
        Assert.Equal(ProblemCodes.DatabaseBusy, (await Assert.ThrowsAsync<CommandBusyException>(() => AddAsync(app, Now("second"), "second"))).Code);
        gate.Open();
        await first;
        Assert.False((await AddAsync(app, Now("second"), "second")).Replayed);
        Assert.Equal(["first", "second"], app.Database.Notes);

        static CommandCall Now(string key) => new() { Id = OperationId.Derive(key, TimeProvider.System.GetUtcNow()), Action = "orders.import" };
    }

    [Fact]
    public async Task What_a_call_decides_to_deliver_goes_out_for_its_user()
    {
        var sink = new MailSink();
        await using var app = await MailApp.StartAsync(sink, NotesApi.Map);
        var call = new CommandCall { Id = OperationId.Create(TimeProvider.System.GetUtcNow()), Action = "orders.import", User = "anna" };
        foreach (var _ in (int[])[1, 2])
        {
            await Commands(app).RunAsync(
                call,
                (services, _) =>
                {
                    services.GetRequiredService<NotesDb>().OnCommitted(new Mail("a"));
                    return Task.FromResult(true);
                },
                TestContext.Current.CancellationToken);
        }

        await app.EmptyAsync();
        Assert.Equal("anna", Assert.Single(sink.Sent).Attempt.User);
    }

    [Fact]
    public async Task A_result_that_cannot_be_stored_and_a_call_inside_a_command_are_refused_whole()
    {
        await using var app = await StartAsync(new TestAppOptions { Clock = _clock, Ledger = options => options.MaxAnswerBytes = 100 });
        await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync(app, Call("big"), new string('x', 200)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync(app, Call("outer"), "outer", () => AddAsync(app, Call("inner"), "inner")));
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
        await AddAsync(app, Call("small"), "small");
        Assert.Equal(["small"], app.Database.Notes);
    }

    [Fact]
    public void A_derived_id_is_the_same_for_the_same_message_and_a_version_7_of_its_time()
    {
        var sent = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);
        var id = OperationId.Derive("orders/17", sent);
        Assert.Equal(id, OperationId.Derive("orders/17", sent + TimeSpan.FromMicroseconds(400)));
        Assert.True(OperationId.TryParse(id.ToString(), out var read));
        Assert.Equal((id, 1_790_000_000_123), (read, read.StampedAt));
        Assert.NotEqual(id, OperationId.Derive("orders/18", sent));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(number => OperationId.Derive(Encoding.UTF8.GetString([(byte)(number % 100), (byte)(number / 100)]), sent)).Distinct().Count());
    }

    private static readonly Comparer Same = new();

    private static ICommands Commands(TestApp app) => app.Services.GetRequiredService<ICommands>();

    private static Task<CommandOutcome<Note>> AddAsync(TestApp app, CommandCall call, string text, Func<Task>? then = null) => Commands(app).RunAsync(
        call,
        async (services, _) =>
        {
            var note = await services.GetRequiredService<NotesDb>().AddAsync(text);
            await (then?.Invoke() ?? Task.CompletedTask);
            return note;
        },
        TestContext.Current.CancellationToken);

    private CommandCall Call(string key) => new() { Id = OperationId.Derive(key, _clock.GetUtcNow()), Action = "orders.import" };

    private Task<TestApp> StartAsync(TestAppOptions? options = null) =>
        TestApp.StartAsync(NotesApi.Map, options ?? new TestAppOptions { Clock = _clock });

    private sealed class Comparer : IEqualityComparer<CommandOutcome<Note>>
    {
        public bool Equals(CommandOutcome<Note>? x, CommandOutcome<Note>? y) => (x?.Value.Id, x?.Value.Text, x?.Replayed) == (y?.Value.Id, y?.Value.Text, y?.Replayed);

        public int GetHashCode(CommandOutcome<Note> obj) => obj.Value.Id;
    }

    private sealed class LostAnswer : DbTransactionInterceptor
    {
        public bool IsOn { get; set; }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            IsOn ? throw new IOException("The answer to the commit is lost.") : Task.CompletedTask;
    }

    private sealed class Retries(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, maxRetryDelay: TimeSpan.Zero)
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TimeZoneNotFoundException;
    }
}
