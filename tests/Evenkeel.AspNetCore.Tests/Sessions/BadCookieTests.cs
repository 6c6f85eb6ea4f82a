using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sessions;

/// <summary>Cookies that are none of ours, and those from before.</summary>
public sealed class BadCookieTests
{
    [Fact]
    public async Task What_is_forged_cut_foreign_or_ended_is_invalid_and_nothing_else()
    {
        await using var app = await SessionApp.StartAsync();
        var good = await app.SignInAsync();
        var value = good.Split('=', 2)[1];
        var ended = await app.SignInAsync();
        await app.GetAsync("/sign-out", ended, method: "POST");
        Assert.Equal(200, (await app.MeAsync(good)).Status);
        string[] bad =
        [
            "", "x", value[..^1], value[..40], value[1..], value + "A", new string('A', 4000), Flip(value, 3), Flip(value, 30), Flip(value, value.Length - 5), "chunks-2", "%00", ended.Split('=', 2)[1],
            new TicketDataFormat(new EphemeralDataProtectionProvider().CreateProtector("x")).Protect(Whole("alice", DateTimeOffset.MaxValue)),
        ];
        foreach (var each in bad)
        {
            foreach (var path in new[] { "/me", "/_evenkeel/sessions" })
            {
                var answer = await app.GetAsync(path, $"{SessionApp.CookieName}={each}");
                Assert.Equal((401, each, "unauthenticated"), (answer.Status, each, answer.Error));
            }
        }

        Assert.Equal(200, (await app.MeAsync(good)).Status);
    }

    [Fact]
    public async Task A_cookie_from_before_becomes_one_session_at_its_first_use_and_ends_for_good()
    {
        var clock = new ManualClock();
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Clock = clock });
        var stock = Stock(app, "alice", clock.GetUtcNow().AddDays(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.MeAsync(stock)));
        Assert.All(answers, answer => Assert.Equal((200, "alice"), (answer.Status, answer.Text)));
        Assert.Equal([1L], app.Database.Query("SELECT count(*) FROM evenkeel_session")[0]);

        // The session's own cookie stands beside the one from before, which instances of the release before read.
        var given = answers.Select(each => each.HeaderOf("Set-Cookie")).First(each => each.Length > 0);
        Assert.StartsWith(SessionApp.CookieName, given);
        Assert.Equal("alice", (await app.MeAsync(given.Split(';')[0])).Text);
        var gone = await app.GetAsync("/sign-out", $"{given.Split(';')[0]}; {stock}", method: "POST");
        Assert.Contains(".AspNetCore.Cookies=;", gone.Headers["Set-Cookie"]);
        Assert.Equal((401, 401), ((await app.MeAsync(stock)).Status, (await app.MeAsync(given.Split(';')[0])).Status));
    }

    [Fact]
    public async Task A_cookie_from_before_that_has_expired_or_is_not_wanted_is_invalid()
    {
        var clock = new ManualClock();
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Clock = clock });
        Assert.Equal(401, (await app.MeAsync(Stock(app, "alice", clock.GetUtcNow().AddDays(-1)))).Status);
        await using var strict = await SessionApp.StartAsync(new TestAppOptions { Clock = clock }, options => options.AdoptCookies = false);
        Assert.Equal(401, (await strict.MeAsync(Stock(strict, "alice", clock.GetUtcNow().AddDays(1)))).Status);
    }

    [Fact]
    public async Task In_development_the_cookie_keeps_the_frameworks_name_and_works_without_https()
    {
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Environment = "Development" });
        var set = (await app.SendAsync(new Call { Path = "/sign-in/alice/", User = null, FromRuntime = false })).Headers["Set-Cookie"];
        Assert.StartsWith(".AspNetCore.Cookies=", set);
        Assert.DoesNotContain("secure", set);
        Assert.Equal(200, (await app.MeAsync(set.Split(';')[0])).Status);
    }

    [Fact]
    public async Task What_cannot_be_kept_stops_the_start()
    {
        var none = await Assert.ThrowsAsync<InvalidOperationException>(() => SessionApp.StartAsync(sessions: options => options.Scheme = HeaderAuthentication.Name));
        Assert.Contains("cookie scheme", none.Message);
        var wrong = await Assert.ThrowsAnyAsync<Exception>(() => SessionApp.StartAsync(sessions: options => (options.ValidFor, options.ApplicationName) = (TimeSpan.FromSeconds(2), "")));
        Assert.All(["ValidFor", "ApplicationName"], name => Assert.Contains(name, wrong.Message));
    }

    [Fact]
    public async Task A_call_of_an_api_is_told_401_and_403_and_never_sent_to_a_page()
    {
        await using var app = await SessionApp.StartAsync();
        Assert.Equal(401, (await app.MeAsync(null)).Status);
        Assert.Equal(302, (await app.MeAsync(null, fromRuntime: false)).Status);
        Assert.Equal(401, (await app.SendAsync(new Call { Path = "/notes", User = null, FromRuntime = false, Body = NewNote.Json("a") })).Status);
    }

    // As the framework wrote it, with these keys.
    private static string Stock(TestApp app, string user, DateTimeOffset expires)
    {
        var protector = app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", "Cookies", "v2");
        return $".AspNetCore.Cookies={new TicketDataFormat(protector).Protect(Whole(user, expires))}";
    }

    private static AuthenticationTicket Whole(string user, DateTimeOffset expires) => new(
        SessionApp.PrincipalOf(user), new AuthenticationProperties { IssuedUtc = expires == DateTimeOffset.MaxValue ? null : expires.AddDays(-2), ExpiresUtc = expires }, CookieAuthenticationDefaults.AuthenticationScheme);

    private static string Flip(string text, int at) => text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
}
