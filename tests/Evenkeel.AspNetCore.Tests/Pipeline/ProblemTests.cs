using System.Globalization;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Pipeline;

public sealed class ProblemTests
{
    private readonly ManualClock _clock = new();

    private IEnumerable<(Call Call, int Status, string Code)> Refusals()
    {
        var call = new Call { Path = "/notes", Id = _clock.NewId(), Body = NewNote.Json("a") };
        yield return (call with { Id = "x" }, 400, ProblemCodes.OperationIdMalformed);
        yield return (call with { Id = _clock.NewId(TimeSpan.FromDays(2)) }, 400, ProblemCodes.OperationIdInFuture);
        yield return (call with { Id = _clock.NewId(TimeSpan.FromDays(-31)) }, 409, ProblemCodes.OperationTooOld);
        yield return (call with { Body = "{" }, 400, ProblemCodes.RequestMalformed);
        yield return (call with { Body = "{\"text\":[]}" }, 400, ProblemCodes.RequestMalformed);
        yield return (call with { Body = null }, 400, ProblemCodes.RequestMalformed);
        yield return (call with { Body = $$"""{"text":"a","more":{{new string('[', 500)}}{{new string(']', 500)}}}""" }, 400, ProblemCodes.RequestMalformed);
        yield return (call with { ContentType = "text/plain" }, 415, ProblemCodes.MediaTypeUnsupported);
        yield return (call with { Path = "/nothing" }, 404, ProblemCodes.ActionUnknown);
        yield return (call with { Path = "/nothing", Id = null }, 404, ProblemCodes.NotFound);
        yield return (call with { Method = "DELETE" }, 405, ProblemCodes.ActionUnknown);
        yield return (call with { Method = "GET", Id = null, Body = null }, 405, ProblemCodes.MethodNotAllowed);
        yield return (call with { Path = "/secret", User = null }, 401, ProblemCodes.Unauthenticated);
        yield return (call with { Path = "/secret" }, 403, ProblemCodes.Forbidden);
        yield return (call with { Path = "/throw" }, 500, ProblemCodes.InternalError);
        yield return (call with { Path = "/teapot" }, 418, ProblemCodes.Refused);
        yield return (call with { Path = "/number/x" }, 400, ProblemCodes.RequestMalformed);
        yield return (call with { Body = NewNote.Json(new string('x', 40_000)) }, 413, ProblemCodes.OperationTooLarge);
        yield return (call with { Headers = new Dictionary<string, string> { [KeelHeaders.Scope] = "x" } }, 409, ProblemCodes.ScopeMismatch);
        yield return (call with { Path = "/_evenkeel/outbox" }, 415, ProblemCodes.FlushContentType);
        yield return (call with { Path = "/_evenkeel/operations/x/void" }, 400, ProblemCodes.OperationIdMalformed);
        yield return (call with { Path = "/_evenkeel/nothing", Id = null }, 404, ProblemCodes.NotFound);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Every_refusal_is_a_problem_with_all_its_members(string environment)
    {
        await using var app = await TestApp.StartAsync(Map, new TestAppOptions
        {
            Clock = _clock,
            Environment = environment,
            Services = static builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 32_000),
        });
        foreach (var (call, status, code) in Refusals().Where(refusal => environment != "Development" || refusal.Status != 500))
        {
            var answer = await app.SendAsync(call);
            Assert.True(answer.Status == status && answer.Error == code, $"{call}\n{status} {code} expected\n{answer.Status} {answer.ContentType} {answer.Text}");
            AssertProblem(answer, call.Path);
        }

        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
        Assert.Equal(201, (await app.SendAsync(new Call { Path = "/notes", Id = _clock.NewId(), Body = NewNote.Json("a") })).Status);
    }

    [Fact]
    public async Task Without_a_runtime_commands_answer_problems_and_other_endpoints_what_they_always_did()
    {
        await using var app = await TestApp.StartAsync(Map);
        var call = new Call { Path = "/notes", Body = "{", FromRuntime = false };
        Assert.Equal(ProblemCodes.RequestMalformed, (await app.SendAsync(call)).Error);
        Assert.Equal(ProblemCodes.Unauthenticated, (await app.SendAsync(call with { Path = "/secret", User = null })).Error);
        Assert.Equal((400, ""), await app.SendAsync(call with { Path = "/adopted" }) is var adopted ? (adopted.Status, adopted.Text) : default);
        Assert.Equal((415, ""), await app.SendAsync(call with { ContentType = "text/plain" }) is var type ? (type.Status, type.Text) : default);
        Assert.Equal((404, ""), await app.SendAsync(call with { Path = "/nothing" }) is var nothing ? (nothing.Status, nothing.Text) : default);
    }

    [Fact]
    public async Task A_problem_of_the_handler_keeps_what_it_says_and_gets_the_members_of_every_problem()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapCommand("/invalid", () => Results.ValidationProblem(new Dictionary<string, string[]> { ["text"] = ["Say something."] }));
            app.MapCommand("/own", () => Results.Problem("No.", statusCode: 409, extensions: new Dictionary<string, object?> { ["error"] = "own-code" }));
        });
        var own = await app.PostAsync("/own", Call.NewId());
        Assert.Equal(("own-code", "No.", "/own"), (own.Error, own.Json.GetProperty("detail").GetString(), own.Json.GetProperty("path").GetString()));
        var answer = await app.PostAsync("/invalid", Call.NewId());
        Assert.Equal((ProblemCodes.ValidationFailed, "/invalid"), (answer.Error, answer.Json.GetProperty("path").GetString()));
        Assert.True(answer.Json.GetProperty("timestamp").TryGetDateTimeOffset(out _));
        Assert.Equal("Say something.", answer.Json.GetProperty("errors").GetProperty("text")[0].GetString());
        var flush = await app.FlushAsync([Op.Line("/invalid")]);
        Assert.Equal(answer.Json.GetProperty("errors").GetRawText(), flush.Lines[0].GetProperty("body").GetProperty("errors").GetRawText());
    }

    [Fact]
    public async Task Every_answer_to_a_runtime_says_who_answers_when_and_to_whom()
    {
        await using var app = await TestApp.StartAsync(Map, new TestAppOptions { Clock = _clock });
        foreach (var path in new[] { "/notes", "/nothing", "/throw", "/adopted", "/_evenkeel/outbox" })
        {
            var answer = await app.SendAsync(new Call { Path = path, Body = NewNote.Json("a"), Tenant = "acme" });
            Assert.Equal(("5", ScopeName.Of("acme", "alice")), (answer.Headers[KeelHeaders.Protocol], answer.Headers[KeelHeaders.Scope]));
            Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), answer.Headers[KeelHeaders.Time]);
        }

        var other = await app.SendAsync(new Call { Path = "/notes", Body = NewNote.Json("a"), FromRuntime = false });
        Assert.DoesNotContain(other.Headers.Keys, name => name.StartsWith("Evenkeel", StringComparison.OrdinalIgnoreCase) && name != KeelHeaders.Deployment);
    }

    [Fact]
    public async Task A_signed_in_user_without_an_id_is_an_error_of_the_server_and_runs_nothing()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Caller = static options => options.User = static _ => "" });
        Assert.Equal(500, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"))).Status);
        Assert.Contains(app.Log.Lines, line => line.Contains("o.User"));
        Assert.Empty(app.Database.Notes);
    }

    private static void Map(WebApplication app)
    {
        NotesApi.Map(app);
        app.MapCommand("/secret", () => "secret").RequireAuthorization("write");
        app.MapCommand("/throw", string () => throw new InvalidOperationException());
        app.MapCommand("/teapot", () => Results.StatusCode(418));
        app.MapCommand("/number/{number}", (int number) => number);
        app.MapPost("/adopted", NotesApi.AddAsync).AsCommand();
    }

    private void AssertProblem(Answer answer, string path)
    {
        var problem = answer.Json;
        var known = ProblemTable.Get(answer.Error!);
        Assert.Equal(known.Type, problem.GetProperty("type").GetString());
        Assert.Equal(known.Title, problem.GetProperty("title").GetString());
        Assert.Equal(answer.Status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.Equal(path, problem.GetProperty("path").GetString());
        Assert.Equal(_clock.GetUtcNow(), problem.GetProperty("timestamp").GetDateTimeOffset());
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }
}
