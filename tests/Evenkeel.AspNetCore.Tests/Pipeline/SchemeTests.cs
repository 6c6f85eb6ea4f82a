using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore.Tests.Pipeline;

/// <summary>Applications with cookies and with JSON web tokens, by minimal endpoints and by both ways of MVC: direct calls, flushes and replays.</summary>
public sealed class SchemeTests
{
    public enum By
    {
        MapCommand,
        AsCommand,
        AsCommands,
        MvcEndpoints,
        MvcAlone,
    }

    public static TheoryData<string, By> Cases
    {
        get
        {
            var cases = new TheoryData<string, By>();
            foreach (var (sign, by) in SignIn.All.SelectMany(_ => Enum.GetValues<By>(), (sign, by) => (sign.Name, by)))
            {
                cases.Add(sign, by);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_caller_who_is_not_known_is_told_401_and_one_without_the_right_403(string scheme, By by)
    {
        var sign = Of(scheme);
        await using var app = await StartAsync(sign, by);
        var call = new Call { Path = "/notes/user", User = null, Id = Call.NewId(), Body = NewNote.Json("a") };
        var policy = call with { Path = "/notes/policy" };
        Assert.Equal((401, ProblemCodes.Unauthenticated), await app.SendAsync(call) is var nobody ? (nobody.Status, nobody.Error) : default);
        Assert.Equal((401, ProblemCodes.Unauthenticated), await app.SendAsync(policy) is var nobody2 ? (nobody2.Status, nobody2.Error) : default);
        Assert.Equal((403, ProblemCodes.Forbidden), await app.SendAsync(sign.As(app, policy, "alice")) is var user ? (user.Status, user.Error) : default);
        Assert.Equal((201, 201), ((await app.SendAsync(sign.As(app, call, "alice"))).Status, (await app.SendAsync(sign.As(app, policy with { Id = Call.NewId() }, "alice", "write"))).Status));

        string[] lines = [Op.Line("/notes/user", body: call.Body), Op.Line("/notes/policy", body: call.Body)];
        var flush = await app.FlushAsync(lines, call => call with { User = null });
        flush.AssertStatuses(401, 401);
        Assert.Equal((ProblemCodes.Unauthenticated, ProblemCodes.Unauthenticated), (flush.Error(0), flush.Error(1)));
        flush = await app.FlushAsync(lines, call => sign.As(app, call, "alice"));
        flush.AssertStatuses(201, 403);
        Assert.Equal(ProblemCodes.Forbidden, flush.Error(1));
        (await app.FlushAsync(lines, call => sign.As(app, call, "alice", "write"))).AssertStatuses(201, 201);
        Assert.Equal(4, app.Database.Notes.Length);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_replay_is_authorized_again_and_belongs_to_its_user(string scheme, By by)
    {
        var sign = Of(scheme);
        await using var app = await StartAsync(sign, by);
        var call = new Call { Path = "/notes/policy", User = null, Id = Call.NewId(), Body = NewNote.Json("a") };
        var line = Op.Line(call.Path, call.Id, call.Body);
        var first = await app.SendAsync(sign.As(app, call, "alice", "write"));
        Assert.Equal((201, false), (first.Status, first.Replayed));
        Assert.Equal((first.Text, true), await app.SendAsync(sign.As(app, call, "alice", "write")) is var replay ? (replay.Text, replay.Replayed) : default);
        Assert.True((await app.FlushAsync([line], call => sign.As(app, call, "alice", "write"))).Replayed(0));

        Assert.Equal((401, false), await app.SendAsync(call) is var nobody ? (nobody.Status, nobody.Replayed) : default);
        var lost = await app.SendAsync(sign.As(app, call, "alice"));
        Assert.Equal((403, ProblemCodes.Forbidden, true), (lost.Status, lost.Error, lost.Json.GetProperty("applied").GetBoolean()));
        var flush = await app.FlushAsync([line], call => sign.As(app, call, "alice"));
        Assert.Equal((403, true), (flush.Statuses[0], flush.Lines[0].GetProperty("body").GetProperty("applied").GetBoolean()));
        Assert.Equal(["a"], app.Database.Notes);

        var other = await app.SendAsync(sign.As(app, call, "bob", "write"));
        Assert.Equal((201, false), (other.Status, other.Replayed));
        Assert.Equal([["alice"], ["bob"]], app.Database.Query("SELECT user_id FROM evenkeel_ledger ORDER BY user_id"));
    }

    private static SignIn Of(string scheme) => SignIn.All.Single(each => each.Name == scheme);

    private static Task<TestApp> StartAsync(SignIn sign, By by)
    {
        var options = new TestAppOptions { Services = sign.Add };
        return by switch
        {
            By.MvcEndpoints => MvcApp.StartAsync(Routing.Endpoints, options: options),
            By.MvcAlone => MvcApp.StartAsync(Routing.ByMvc, options: options),
            _ => TestApp.StartAsync(app => Map(app, by), options),
        };
    }

    private static void Map(WebApplication app, By by)
    {
        var group = app.MapGroup("/notes");
        if (by is By.AsCommands)
        {
            group.AsCommands();
        }

        foreach (var path in new[] { "/user", "/policy" })
        {
            var endpoint = by is By.MapCommand ? group.MapCommand(path, NotesApi.AddAsync) : group.MapPost(path, NotesApi.AddAsync);
            endpoint = path is "/policy" ? endpoint.RequireAuthorization("write") : endpoint.RequireAuthorization();
            if (by is By.AsCommand)
            {
                endpoint.AsCommand();
            }
        }
    }
}
