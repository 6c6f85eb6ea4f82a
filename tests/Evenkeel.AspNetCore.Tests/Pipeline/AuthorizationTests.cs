using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Pipeline;

/// <summary>Authorization, filters and tenant: for each operation of a batch as for a direct call, and for a replay.</summary>
public sealed class AuthorizationTests
{
    public enum Order
    {
        /// <summary>The host puts routing, authentication and authorization before everything, as it does when nobody calls them.</summary>
        LeftToTheHost,
        AfterEvenkeel,
        BeforeEvenkeel,
        AuthenticationBeforeAuthorizationAfter,
    }

    public static TheoryData<Order> Orders => [.. Enum.GetValues<Order>()];

    [Theory]
    [MemberData(nameof(Orders))]
    [Trait("Show", "1.9")]
    public async Task An_unauthorized_operation_is_refused_on_its_line_and_the_others_run(Order order)
    {
        await using var app = await StartAsync(order);
        string[] lines = [Op.Line("/open", body: NewNote.Json("open")), Op.Line("/policy", body: NewNote.Json("policy")), Op.Line("/user", body: NewNote.Json("user"))];

        var nobody = await app.FlushAsync(lines, call => call with { User = null });
        nobody.AssertStatuses(201, 401, 401);
        Assert.Equal((ProblemCodes.Unauthenticated, ProblemCodes.Unauthenticated), (nobody.Error(1), nobody.Error(2)));

        var user = await app.FlushAsync(lines.Select(NewId));
        user.AssertStatuses(201, 403, 201);
        Assert.Equal(ProblemCodes.Forbidden, user.Error(1));

        var writer = await app.FlushAsync(lines.Select(NewId), May);
        writer.AssertStatuses(201, 201, 201);
        Assert.Equal(["open", "open", "user", "open", "policy", "user"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    [Trait("Show", "1.9")]
    public async Task A_direct_call_is_refused_in_the_same_way(Order order)
    {
        await using var app = await StartAsync(order);
        var call = new Call { Path = "/policy", Id = Call.NewId(), Body = NewNote.Json("a") };
        var (nobody, user, writer) = (await app.SendAsync(call with { User = null }), await app.SendAsync(call), await app.SendAsync(May(call)));
        Assert.Equal((401, ProblemCodes.Unauthenticated), (nobody.Status, nobody.Error));
        Assert.Equal((403, ProblemCodes.Forbidden, false), (user.Status, user.Error, user.Json.TryGetProperty("applied", out _)));
        Assert.Equal((201, false), (writer.Status, writer.Replayed));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    [Trait("Show", "1.9")]
    public async Task A_user_who_lost_the_right_gets_403_and_not_the_stored_answer(Order order)
    {
        await using var app = await StartAsync(order);
        var call = May(new Call { Path = "/policy", Id = Call.NewId(), Body = NewNote.Json("a") });
        Assert.Equal(201, (await app.SendAsync(call)).Status);
        var line = Op.Line("/policy", call.Id, call.Body);
        Assert.True((await app.SendAsync(call)).Replayed);
        Assert.True((await app.FlushAsync([line], May)).Replayed(0));

        var direct = await app.SendAsync(call with { Headers = new Dictionary<string, string>() });
        Assert.Equal((403, true, false), (direct.Status, direct.Json.GetProperty("applied").GetBoolean(), direct.Replayed));
        Assert.DoesNotContain("\"text\"", direct.Text);
        var flush = await app.FlushAsync([line]);
        Assert.Equal((403, true), (flush.Statuses[0], flush.Lines[0].GetProperty("body").GetProperty("applied").GetBoolean()));

        var nobody = await app.SendAsync(call with { User = null });
        Assert.Equal((401, ProblemCodes.Unauthenticated, false), (nobody.Status, nobody.Error, nobody.Json.TryGetProperty("applied", out _)));
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    [Trait("Show", "1.9")]
    public async Task The_tenant_is_found_for_each_operation_and_keeps_operations_apart(Order order)
    {
        await using var app = await StartAsync(order);
        var line = Op.Line("/tenant", Call.NewId());
        foreach (var tenant in new[] { "acme", "globex" })
        {
            var flush = await app.FlushAsync([line], call => call with { Tenant = tenant });
            Assert.Equal((200, false, $"alice of {tenant}"), (flush.Statuses[0], flush.Replayed(0), flush.Lines[0].GetProperty("text").GetString()));
            var direct = await app.SendAsync(new Call { Path = "/tenant", Id = Id(line), Tenant = tenant });
            Assert.Equal((true, $"alice of {tenant}"), (direct.Replayed, direct.Text));
        }

        Assert.Equal([["acme"], ["globex"]], app.Database.Query("SELECT tenant FROM evenkeel_ledger ORDER BY tenant"));
    }

    [Fact]
    [Trait("Show", "1.9")]
    public async Task Endpoint_filters_run_for_each_operation_and_for_a_replay()
    {
        var filtered = 0;
        await using var app = await TestApp.StartAsync(app =>
        {
            var group = app.MapGroup("/group").AddEndpointFilter((context, next) =>
            {
                Interlocked.Increment(ref filtered);
                return context.GetArgument<NewNote>(0).Text == "bad" ? ValueTask.FromResult<object?>(Results.BadRequest(new { bad = true })) : next(context);
            });
            group.MapCommand("/notes", NotesApi.AddAsync);
        });
        var id = Call.NewId();
        (await app.FlushAsync([Op.Line("/group/notes", id, NewNote.Json("a")), Op.Line("/group/notes", body: NewNote.Json("bad")), Op.Line("/group/notes", body: NewNote.Json("b"))])).AssertStatuses(201, 400, 201);
        Assert.Equal(400, (await app.PostAsync("/group/notes", Call.NewId(), NewNote.Json("bad"))).Status);
        Assert.Equal(4, filtered);
        Assert.True((await app.PostAsync("/group/notes", id, NewNote.Json("a"))).Replayed);
        Assert.Equal(5, filtered);
        (await app.FlushAsync([Op.Line("/group/notes", id, NewNote.Json("a"))])).AssertStatuses(201);
        Assert.Equal(6, filtered);
        Assert.Equal(["a", "b"], app.Database.Notes);
    }

    [Theory]
    [Trait("Show", "1.9")]
    [InlineData("/own")]
    [InlineData("/adopted")]
    public async Task A_filter_that_authorizes_refuses_a_replay_as_it_would_the_call(string path)
    {
        var allowed = true;
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapCommand("/own", NotesApi.AddAsync).AddEndpointFilter(Guard);
            app.MapPost("/adopted", NotesApi.AddAsync).AddEndpointFilter(Guard).AsCommand();
        });
        var (id, body) = (Call.NewId(), NewNote.Json("a"));
        var first = await app.PostAsync(path, id, body);
        Assert.Equal((first.Status, first.Text, true), await app.PostAsync(path, id, body) is var replay ? (replay.Status, replay.Text, replay.Replayed) : default);

        allowed = false;
        var refused = await app.PostAsync(path, id, body);
        Assert.Equal((403, false), (refused.Status, refused.Replayed));
        Assert.DoesNotContain(first.Text, refused.Text);
        allowed = true;
        Assert.True((await app.PostAsync(path, id, body)).Replayed);
        Assert.Equal(["a"], app.Database.Notes);

        async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
            allowed ? await next(context) : Results.StatusCode(403);
    }

    [Theory]
    [Trait("Show", "1.9")]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_known_operation_whose_input_no_longer_binds_is_answered_and_not_refused(string environment)
    {
        using var database = new TestDatabase();
        var (id, body) = (Call.NewId(), NewNote.Json("a"));
        await using (var older = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Database = database }))
        {
            Assert.Equal(201, (await older.PostAsync("/notes", id, body)).Status);
        }

        await using var newer = await TestApp.StartAsync(
            app => app.MapCommand("/notes", (Stricter input) => Results.Ok(input)), new TestAppOptions { Database = database, Environment = environment });
        Assert.Equal((201, true), await newer.PostAsync("/notes", id, body) is var known ? (known.Status, known.Replayed) : default);
        Assert.Equal(400, (await newer.PostAsync("/notes", Call.NewId(), body)).Status);
    }

    private sealed record Stricter
    {
        public required int Added { get; init; }
    }

    [Fact]
    [Trait("Show", "1.9")]
    public async Task A_fallback_policy_holds_for_operations_too()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions
        {
            Services = static builder => Microsoft.Extensions.DependencyInjection.PolicyServiceCollectionExtensions.AddAuthorization(
                builder.Services, auth => auth.FallbackPolicy = new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
        });
        var line = Op.Line("/notes", body: NewNote.Json("a"));
        (await app.FlushAsync([line, Op.Line("/nothing")], call => call with { User = null })).AssertStatuses(401, 401);
        (await app.FlushAsync([line, Op.Line("/nothing")])).AssertStatuses(201, 404);
    }

    private static Task<TestApp> StartAsync(Order order) => TestApp.StartAsync(
        app =>
        {
            app.MapCommand("/open", NotesApi.AddAsync);
            app.MapCommand("/user", NotesApi.AddAsync).RequireAuthorization();
            app.MapCommand("/policy", NotesApi.AddAsync).RequireAuthorization("write");
            app.MapCommand("/tenant", (HttpContext http) => Results.Text($"{http.User.Identity!.Name} of {http.User.FindFirst("tenant")?.Value}"));
        },
        new TestAppOptions { Pipeline = app => Use(app, order) });

    private static void Use(WebApplication app, Order order)
    {
        if (order is Order.BeforeEvenkeel)
        {
            app.UseRouting();
        }

        if (order is Order.BeforeEvenkeel or Order.AuthenticationBeforeAuthorizationAfter)
        {
            app.UseAuthentication();
        }

        if (order is Order.BeforeEvenkeel)
        {
            app.UseAuthorization();
        }

        app.UseEvenkeel();
        if (order is Order.AfterEvenkeel)
        {
            app.UseRouting();
            app.UseAuthentication();
        }

        if (order is Order.AfterEvenkeel or Order.AuthenticationBeforeAuthorizationAfter)
        {
            app.UseAuthorization();
        }
    }

    private static Call May(Call call) => call with { Headers = new Dictionary<string, string> { ["X-Rights"] = "write" } };

    private static string Id(string line) => System.Text.Json.JsonElement.Parse(line).GetProperty("id").GetString()!;

    private static string NewId(string line) => line.Replace(Id(line), Call.NewId(), StringComparison.Ordinal);
}
