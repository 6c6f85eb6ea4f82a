using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Actions;

public sealed class OperationIdChecksTests
{
    [Theory]
    [InlineData("not-an-id")]
    [InlineData("")]
    [InlineData("9f8c2c9e-4b4e-4f43-8f5e-0e7a6c1d2b3a")]
    [InlineData("01a0c4506c007abc8def0123456789ab")]
    public async Task A_malformed_id_is_refused_and_nothing_runs(string id)
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var answer = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((400, ProblemCodes.OperationIdMalformed), (answer.Status, answer.Error));
        Assert.Contains(KeelHeaders.OperationId, answer.Json.GetProperty("detail").GetString());
        Assert.Empty(app.Database.Notes);
        Assert.Equal(201, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"))).Status);
    }

    [Fact]
    public async Task Two_ids_are_refused()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        using var message = new Call { Path = "/notes", Body = NewNote.Json("a") }.ToMessage();
        message.Headers.TryAddWithoutValidation(KeelHeaders.OperationId, [Call.NewId(), Call.NewId()]);
        using var response = await app.Http.SendAsync(message);
        Assert.Equal(ProblemCodes.OperationIdMalformed, (await Answer.ReadAsync(response)).Error);
        Assert.Empty(app.Database.Notes);
    }

    [Fact]
    public async Task An_id_too_far_ahead_or_too_old_is_refused_and_nothing_runs()
    {
        var clock = new ManualClock();
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = clock });
        await AssertAsync(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1), 400, ProblemCodes.OperationIdInFuture);
        await AssertAsync(TimeSpan.FromDays(-30) - TimeSpan.FromMinutes(1), 409, ProblemCodes.OperationTooOld);
        Assert.Empty(app.Database.Notes);
        await AssertAsync(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1), 201, null);
        await AssertAsync(TimeSpan.FromDays(-30) + TimeSpan.FromMinutes(1), 201, null);

        async Task AssertAsync(TimeSpan offset, int status, string? error)
        {
            var id = clock.NewId(offset);
            var direct = await app.PostAsync("/notes", id, NewNote.Json("a"));
            var flush = await app.FlushAsync([Op.Line("/notes", id, NewNote.Json("a"))]);
            Assert.Equal((status, error), (direct.Status, direct.Error));
            Assert.Equal((status, error), (flush.Statuses[0], flush.Error(0)));
        }
    }

    [Fact]
    public async Task A_known_id_is_answered_from_the_ledger_whatever_its_age()
    {
        var clock = new ManualClock();
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = clock });
        var id = clock.NewId();
        await app.PostAsync("/notes", id, NewNote.Json("a"));
        clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
    }

    [Fact]
    public async Task An_operation_made_under_another_scope_is_refused_before_anything_else()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var call = new Call { Path = "/notes", Id = Call.NewId(), Body = NewNote.Json("a"), Tenant = "acme" };
        foreach (var scope in new[] { ScopeName.Of("acme", "bob"), ScopeName.Of("globex", "alice"), ScopeName.Of("", ""), "x" })
        {
            var answer = await app.SendAsync(With(call, scope));
            Assert.Equal((409, ProblemCodes.ScopeMismatch), (answer.Status, answer.Error));
            Assert.Equal(ScopeName.Of("acme", "alice"), answer.Headers[KeelHeaders.Scope]);
            var flush = await app.FlushAsync([Op.Line("/notes", call.Id, call.Body)], flush => With(flush with { Tenant = "acme" }, scope));
            Assert.Equal(ProblemCodes.ScopeMismatch, flush.Error(0));
        }

        Assert.Empty(app.Database.Notes);
        Assert.Equal(201, (await app.SendAsync(With(call, ScopeName.Of("acme", "alice")))).Status);

        static Call With(Call call, string scope) => call with { Headers = new Dictionary<string, string> { [KeelHeaders.Scope] = scope } };
    }

    [Fact]
    public async Task A_known_operation_of_an_action_that_is_gone_is_answered_from_the_ledger()
    {
        using var database = new TestDatabase();
        var (id, body, voided) = (Call.NewId(), NewNote.Json("a"), Call.NewId());
        string first;
        await using (var older = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Database = database }))
        {
            first = (await older.PostAsync("/notes", id, body)).Text;
            await older.FlushAsync([Op.Void(voided)]);
        }

        await using var newer = await TestApp.StartAsync(app => app.MapCommand("PUT /other", () => Results.Ok()), new TestAppOptions { Database = database });
        var known = await newer.PostAsync("/notes", id, body);
        Assert.Equal((201, true, first, "/notes/1"), (known.Status, known.Replayed, known.Text, known.Headers["Location"]));
        var otherMethod = await newer.SendAsync(new Call { Path = "/other", Id = id, Body = body });
        Assert.Equal((422, false), (otherMethod.Status, otherMethod.Headers.ContainsKey("Allow")));
        var unknown = await newer.PostAsync("/notes", Call.NewId(), body);
        Assert.Equal((404, ProblemCodes.ActionUnknown), (unknown.Status, unknown.Error));
        Assert.Equal(404, (await newer.PostAsync("/notes", id, body, user: "bob")).Status);
        Assert.Equal((410, ProblemCodes.OperationVoid), await newer.PostAsync("/notes", voided, body) is var gone ? (gone.Status, gone.Error) : default);
        var flush = await newer.FlushAsync([Op.Line("/notes", id, body, "notes"), Op.Line("/notes", Call.NewId(), body, "notes"), Op.Line("/notes", body: body, lane: "notes")]);
        flush.AssertStatuses(201, 404, 424);
        Assert.True(flush.Replayed(0));
    }
}
