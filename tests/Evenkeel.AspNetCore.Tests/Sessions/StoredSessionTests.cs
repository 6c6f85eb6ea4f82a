using System.Security.Claims;
using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sessions;

/// <summary>Sessions in the application's database: sign-in, rotation, sign-out, and what is asked when nothing can be told.</summary>
public sealed class StoredSessionTests
{
    [Fact]
    public async Task The_cookie_names_a_session_in_the_database_and_holds_nothing_of_it()
    {
        await using var app = await SessionApp.StartAsync();
        var answer = await app.SendAsync(new Call { Path = "/sign-in/alice/acme", User = null, FromRuntime = false, Headers = new Dictionary<string, string> { ["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36" } });
        var set = answer.Headers["Set-Cookie"].ToLowerInvariant();
        Assert.StartsWith("__host-cookies=", set);
        Assert.All(["; secure", "; httponly", "; samesite=lax", "; path=/;"], part => Assert.Contains(part, set));
        var cookie = answer.Headers["Set-Cookie"].Split(';')[0];
        Assert.Equal("alice", (await app.MeAsync(cookie)).Text);
        var row = Assert.Single(app.Database.Query("SELECT tenant, user_id, device, key_hash, ticket FROM evenkeel_session"));
        Assert.Equal(["acme", "alice", "Chrome on Windows"], row[..3]);
        Assert.Equal(32, ((byte[])row[3]).Length);
        Assert.DoesNotContain("alice", System.Text.Encoding.UTF8.GetString((byte[])row[4]));
    }

    [Fact]
    public async Task Signing_in_again_gives_another_key_and_ends_the_session_before()
    {
        await using var app = await SessionApp.StartAsync();
        var first = await app.SignInAsync();
        Assert.Equal(200, (await app.MeAsync(first)).Status);
        var second = await app.SignInAsync("bob", over: first);
        Assert.Equal((401, "bob"), ((await app.MeAsync(first)).Status, (await app.MeAsync(second)).Text));
        Assert.Equal([2L], app.Database.Query("SELECT count(DISTINCT key_hash) FROM evenkeel_session")[0]);
    }

    [Fact]
    public async Task Signing_out_ends_it_for_every_copy_of_the_cookie()
    {
        await using var app = await SessionApp.StartAsync();
        var cookie = await app.SignInAsync();
        Assert.Equal(200, (await app.MeAsync(cookie)).Status);
        var gone = await app.GetAsync("/sign-out", cookie, method: "POST");
        Assert.Contains("expires=Thu, 01 Jan 1970", gone.HeaderOf("Set-Cookie"));
        Assert.Equal(401, (await app.MeAsync(cookie)).Status);
        Assert.Equal("anonymous", SessionApp.Read(await app.SessionAsync(cookie)).State);
    }

    [Fact]
    [Trait("Show", "5.2")]
    public async Task Nothing_runs_for_anybody_while_nothing_can_be_told_and_the_same_cookie_goes_on_afterwards()
    {
        await using var app = await SessionApp.StartAsync(new TestAppOptions
        {
            Pipeline = app =>
            {
                // The application's own, which turns every failure into its own 500.
                app.UseExceptionHandler(handler => handler.Run(http =>
                {
                    http.Response.StatusCode = 500;
                    return http.Response.WriteAsync(http.Features.Get<IExceptionHandlerFeature>()!.Error.Message);
                }));
                app.UseEvenkeel();
            },
        }, options => options.ValidFor = TimeSpan.Zero);
        var cookie = await app.SignInAsync();
        app.Database.Rename("evenkeel_session", "away");
        foreach (var fromRuntime in new[] { true, false })
        {
            foreach (var (method, path) in new[] { ("GET", "/me"), ("GET", "/anyone"), ("GET", "/_evenkeel/session"), ("POST", "/_evenkeel/session"), ("GET", "/_evenkeel/sessions"), ("POST", "/notes"), ("POST", "/open-notes"), ("POST", "/sign-out") })
            {
                SessionApp.AssertUnknown(await app.SendAsync(new Call { Method = method, Path = path, User = null, Id = method == "POST" ? Call.NewId() : null, Body = method == "POST" ? NewNote.Json("a") : null, FromRuntime = fromRuntime, Headers = new Dictionary<string, string> { ["Cookie"] = cookie } }));
            }
        }

        Assert.Equal("nobody", (await app.GetAsync("/anyone", null)).Text);
        app.Database.Rename("away", "evenkeel_session");
        Assert.Empty(app.Database.Notes);
        Assert.Equal((200, "alice"), await app.MeAsync(cookie) is var again ? (again.Status, again.Text) : default);
    }

    [Fact]
    public async Task Operations_of_a_flush_are_unknown_one_by_one_where_authentication_stands_after_UseEvenkeel()
    {
        await using var app = await SessionApp.StartAsync(sessions: options => options.ValidFor = TimeSpan.Zero);
        var cookie = await app.SignInAsync();
        app.Database.Rename("evenkeel_session", "away");
        var flush = new Call { Path = "/_evenkeel/outbox", User = null, Body = Op.Line("/open-notes", body: NewNote.Json("a")) + "\n", ContentType = "application/x-ndjson", Headers = new Dictionary<string, string> { ["Cookie"] = cookie } };
        SessionApp.AssertUnknown(await app.SendAsync(flush));
        app.Database.Rename("away", "evenkeel_session");
        Assert.Empty(app.Database.Notes);
        (await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a"))], call => call with { User = null, Headers = flush.Headers })).AssertStatuses(201);
    }

    [Fact]
    public async Task Within_a_second_an_instance_trusts_what_it_knows_and_its_own_endings_count_at_once()
    {
        var clock = new ManualClock();
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Clock = clock });
        var cookie = await app.SignInAsync();
        Assert.Equal(200, (await app.MeAsync(cookie)).Status);
        app.Database.Rename("evenkeel_session", "away");
        Assert.Equal(200, (await app.MeAsync(cookie)).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        SessionApp.AssertUnknown(await app.MeAsync(cookie));
        app.Database.Rename("away", "evenkeel_session");
        Assert.Equal(200, (await app.MeAsync(cookie)).Status);
        var sessions = app.Services.GetRequiredService<ISessions>();
        var mine = Assert.Single(await sessions.ListAsync("alice", cancel: TestContext.Current.CancellationToken));
        Assert.True(await sessions.RevokeAsync(mine.Id, "alice", cancel: TestContext.Current.CancellationToken));
        Assert.Equal(401, (await app.MeAsync(cookie)).Status);
    }

    [Fact]
    public async Task Another_instance_hears_of_an_ending_within_a_second()
    {
        var clock = new ManualClock();
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Clock = clock });
        await using var other = await SessionApp.StartAsync(new TestAppOptions { Clock = clock, Database = app.Database });
        var cookie = await app.SignInAsync();
        Assert.Equal((200, 200), ((await app.MeAsync(cookie)).Status, (await other.MeAsync(cookie)).Status));
        Assert.Equal(1, await app.Services.GetRequiredService<ISessions>().RevokeAllAsync("alice", cancel: TestContext.Current.CancellationToken));
        Assert.Equal(401, (await app.MeAsync(cookie)).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await other.MeAsync(cookie)).Status);
    }

    [Fact]
    public async Task Nobody_is_given_what_another_request_has_changed_of_the_user()
    {
        await using var app = await SessionApp.StartAsync(map: static app => app.MapGet("/claim", async (HttpContext http) =>
        {
            var properties = (await http.AuthenticateAsync()).Properties!;
            var (identity, claim) = ((ClaimsIdentity)http.User.Identity!, http.User.FindFirst(ClaimTypes.NameIdentifier)!);
            var had = $"{identity.HasClaim("right", "write")} {claim.Properties.Count} {http.User.Identities.Count()} {properties.Items.ContainsKey("a")} {properties.Parameters.Count}";
            identity.AddClaim(new("right", "write"));
            claim.Properties["a"] = "b";
            http.User.AddIdentity(new());
            properties.Items["a"] = "b";
            properties.Parameters["a"] = "b";
            return had;
        }));
        var cookie = await app.SignInAsync();
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal("False 0 1 False 0", (await app.GetAsync("/claim", cookie)).Text);
        }
    }

    [Fact]
    public async Task A_sign_in_within_a_command_commits_and_rolls_back_with_it()
    {
        await using var app = await SessionApp.StartAsync();
        var answer = await app.SendAsync(new Call { Path = "/sign-in-command/alice", User = null, Id = Call.NewId() });
        Assert.Equal(200, answer.Status);
        Assert.Equal("alice", (await app.MeAsync(answer.Headers["Set-Cookie"].Split(';')[0])).Text);
        Assert.Equal(400, (await app.SendAsync(new Call { Path = "/sign-in-refused/bob", User = null, Id = Call.NewId() })).Status);
        Assert.Equal([1L], app.Database.Query("SELECT count(*) FROM evenkeel_session")[0]);
    }
}
