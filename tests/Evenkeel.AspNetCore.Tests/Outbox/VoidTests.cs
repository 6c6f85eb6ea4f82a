using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Outbox;

public sealed class VoidTests
{
    [Fact]
    public async Task A_late_copy_of_a_discarded_operation_can_never_run()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        var voided = await VoidAsync(app, id);
        Assert.Equal((200, """{"state":"void"}""", "no-store"), (voided.Status, voided.Text, voided.Headers["Cache-Control"]));
        var late = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((410, ProblemCodes.OperationVoid, false), (late.Status, late.Error, late.Replayed));
        (await app.FlushAsync([Op.Line("/notes", id, NewNote.Json("a"))])).AssertStatuses(410);
        Assert.Empty(app.Database.Notes);
    }

    [Fact]
    public async Task An_operation_that_took_effect_cannot_be_discarded()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        await app.PostAsync("/notes", id, NewNote.Json("a"));
        var answer = await VoidAsync(app, id);
        Assert.Equal((409, ProblemCodes.AlreadyApplied), (answer.Status, answer.Error));
        Assert.Equal(201, answer.Json.GetProperty("appliedStatus").GetInt32());
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
    }

    [Fact]
    public async Task Discarding_twice_is_discarding_once()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        await VoidAsync(app, id);
        Assert.Equal(200, (await VoidAsync(app, id)).Status);
        Assert.Equal(200, (await app.FlushAsync([Op.Void(id)])).Statuses[0]);
        Assert.Equal(1, app.Database.LedgerRows);
    }

    [Fact]
    public async Task Another_users_operation_cannot_be_discarded_nor_seen()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var (done, open) = (Call.NewId(), Call.NewId());
        await app.PostAsync("/notes", done, NewNote.Json("a"));
        Assert.Equal(200, (await VoidAsync(app, done, "bob")).Status);
        Assert.Equal(200, (await VoidAsync(app, open, "bob")).Status);
        Assert.True((await app.PostAsync("/notes", done, NewNote.Json("a"))).Replayed);
        Assert.Equal(201, (await app.PostAsync("/notes", open, NewNote.Json("b"))).Status);
    }

    [Fact]
    public async Task A_discard_waits_for_the_operation_in_flight()
    {
        var gate = new Gate();
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            await db.AddAsync("a");
            await gate.PassAsync();
            return Results.StatusCode(202);
        }));
        var id = Call.NewId();
        var operation = app.PostAsync("/notes", id);
        await gate.Reached;
        var discard = VoidAsync(app, id);
        gate.Open();
        Assert.Equal(202, (await operation).Status);
        Assert.Equal(202, (await discard).Json.GetProperty("appliedStatus").GetInt32());
    }

    [Fact]
    public async Task An_operation_in_flight_that_is_rejected_can_be_discarded()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", () => Results.BadRequest()));
        var id = Call.NewId();
        Assert.Equal(400, (await app.PostAsync("/notes", id)).Status);
        Assert.Equal(200, (await VoidAsync(app, id)).Status);
        Assert.Equal(410, (await app.PostAsync("/notes", id)).Status);
    }

    [Fact]
    public async Task A_malformed_or_future_id_or_another_scope_is_refused()
    {
        var clock = new ManualClock();
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = clock });
        var malformed = await VoidAsync(app, "not-an-id");
        Assert.Equal((400, ProblemCodes.OperationIdMalformed), (malformed.Status, malformed.Error));
        var future = await VoidAsync(app, clock.NewId(TimeSpan.FromHours(25)));
        Assert.Equal((400, ProblemCodes.OperationIdInFuture), (future.Status, future.Error));
        var call = new Call { Path = $"/_evenkeel/operations/{clock.NewId()}/void" };
        var foreign = await app.SendAsync(call with { Headers = new Dictionary<string, string> { [KeelHeaders.Scope] = ScopeName.Of("", "bob") } });
        Assert.Equal((409, ProblemCodes.ScopeMismatch), (foreign.Status, foreign.Error));
        var own = await app.SendAsync(call with { Headers = new Dictionary<string, string> { [KeelHeaders.Scope] = ScopeName.Of("", "alice") } });
        Assert.Equal((200, 1), (own.Status, app.Database.LedgerRows));
    }

    [Fact]
    public async Task An_old_operation_can_still_be_discarded()
    {
        var clock = new ManualClock();
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = clock });
        Assert.Equal(200, (await VoidAsync(app, clock.NewId(TimeSpan.FromDays(-40)))).Status);
    }

    private static Task<Answer> VoidAsync(TestApp app, string id, string user = "alice") =>
        app.SendAsync(new Call { Path = $"/_evenkeel/operations/{id}/void", User = user });
}
