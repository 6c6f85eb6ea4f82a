using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sessions;

/// <summary>What keeps a session alive, when it ends, and what a failure to keep it alive costs.</summary>
public sealed class LifetimeTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task A_runtime_keeps_it_alive_by_saying_that_somebody_is_there_and_by_nothing_else()
    {
        var clock = new ManualClock();
        await using var app = await StartAsync(clock);
        var cookie = await app.SignInAsync();
        var ends = Now(clock) + (long)Lifetime.TotalMilliseconds;
        Assert.Equal(("valid", "alice", ends, null), SessionApp.Read(await app.SessionAsync(cookie)));
        clock.Advance(TimeSpan.FromMinutes(5));
        var stayed = await app.StayAsync(cookie);
        ends = Now(clock) + (long)Lifetime.TotalMilliseconds;
        Assert.Equal(("valid", "alice", ends, null), SessionApp.Read(stayed));
        Assert.StartsWith("no-store", stayed.Headers["Cache-Control"]);

        // Past half of its time the framework renews it on any request.
        clock.Advance(TimeSpan.FromMinutes(15));
        foreach (var (method, path, body) in new[] { ("GET", "/me", (string?)null), ("GET", "/_evenkeel/session", null), ("POST", "/notes", NewNote.Json("a")) })
        {
            Assert.InRange((await app.SendAsync(new Call { Method = method, Path = path, User = null, Body = body, Id = body is null ? null : IdAt(clock), Headers = Headers(cookie) })).Status, 200, 201);
        }

        (await app.FlushAsync([Op.Line("/notes", IdAt(clock), body: NewNote.Json("b"))], call => call with { User = null, Headers = Headers(cookie) })).AssertStatuses(201);
        (await app.FlushAsync([Op.Line("/notes", IdAt(clock), body: NewNote.Json("c"))], call => call with { User = null, Headers = Headers(cookie) })).AssertStatuses(201);
        Assert.Equal(200, (await app.GetAsync("/me", cookie, fromRuntime: false, headers: ("Sec-Purpose", "prefetch;prerender"))).Status);
        Assert.Equal(ends, SessionApp.Read(await app.SessionAsync(cookie)).Expires);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(401, (await app.MeAsync(cookie)).Status);
    }

    [Fact]
    public async Task A_page_without_a_runtime_keeps_it_alive_as_it_always_did()
    {
        var clock = new ManualClock();
        await using var app = await StartAsync(clock);
        var cookie = await app.SignInAsync();
        clock.Advance(TimeSpan.FromMinutes(15));
        var answer = await app.MeAsync(cookie, fromRuntime: false);
        Assert.Contains(SessionApp.CookieName, answer.HeaderOf("Set-Cookie"));
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await app.MeAsync(cookie)).Status);
        Assert.Equal(200, (await app.MeAsync(answer.Headers["Set-Cookie"].Split(';')[0])).Status);
    }

    [Fact]
    public async Task The_applications_own_events_go_on_being_asked()
    {
        var clock = new ManualClock();
        var asked = 0;
        await using var app = await StartAsync(clock, cookies: options => options.Events.OnCheckSlidingExpiration = context =>
        {
            asked++;
            context.ShouldRenew = false;
            return Task.CompletedTask;
        });
        var cookie = await app.SignInAsync();
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await app.MeAsync(cookie, fromRuntime: false)).Status);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal((401, 1), ((await app.MeAsync(cookie)).Status, asked));
    }

    [Fact]
    public async Task An_absolute_lifetime_ends_it_however_active_somebody_is()
    {
        var clock = new ManualClock();
        await using var app = await StartAsync(clock, options => options.AbsoluteLifetime = TimeSpan.FromMinutes(30));
        var cookie = await app.SignInAsync();
        var ends = Now(clock) + (30 * 60_000);
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(("valid", "alice", ends, ends), SessionApp.Read(await app.StayAsync(cookie)));
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(ends, SessionApp.Read(await app.StayAsync(cookie)).Expires);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await app.MeAsync(cookie)).Status);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_told_and_its_request_is_answered()
    {
        var clock = new ManualClock();
        await using var app = await StartAsync(clock);
        var cookie = await app.SignInAsync();
        var expires = SessionApp.Read(await app.SessionAsync(cookie)).Expires;
        clock.Advance(TimeSpan.FromMinutes(15));
        using (var connection = app.Database.Open())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TRIGGER refuse BEFORE UPDATE ON evenkeel_session BEGIN SELECT RAISE(ABORT, 'no'); END";
            command.ExecuteNonQuery();
        }

        var answer = await app.SendAsync(new Call { Path = "/notes", User = null, Id = IdAt(clock), Body = NewNote.Json("a"), FromRuntime = false, Headers = Headers(cookie) });
        Assert.Equal(201, answer.Status);
        Assert.Equal(["a"], app.Database.Notes);
        Assert.Contains(app.Log.Lines, line => line.Contains("could not be renewed", StringComparison.Ordinal));
        Assert.Equal(("valid", expires), SessionApp.Read(await app.StayAsync(cookie)) is var told ? (told.State, told.Expires) : default);
    }

    [Fact]
    public async Task What_has_ended_is_purged()
    {
        var clock = new ManualClock();
        await using var app = await StartAsync(clock);
        await app.SignInAsync();
        clock.Advance(TimeSpan.FromMinutes(10));
        await app.SignInAsync("bob");
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(1, await app.Services.GetRequiredService<SessionPurge>().RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["bob"], app.Database.Query("SELECT user_id FROM evenkeel_session")[0]);
    }

    private static Task<TestApp> StartAsync(ManualClock clock, Action<UserSessionOptions>? sessions = null, Action<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>? cookies = null) => SessionApp.StartAsync(
        new TestAppOptions { Clock = clock },
        sessions,
        options =>
        {
            options.ExpireTimeSpan = Lifetime;
            cookies?.Invoke(options);
        });

    private static Dictionary<string, string> Headers(string cookie) => new() { ["Cookie"] = cookie };

    private static string IdAt(ManualClock clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString();

    private static long Now(ManualClock clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
