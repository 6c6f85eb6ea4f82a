using System.Security.Claims;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Pipeline;

/// <summary>The framework's cookie authentication, which sends people to a page: a runtime is told 401 and 403 instead.</summary>
public sealed class CookieTests
{
    [Theory]
    [InlineData("/native")]
    [InlineData("/adopted")]
    public async Task A_runtime_is_told_401_and_403_and_never_a_page(string path)
    {
        await using var app = await StartAsync();
        var call = new Call { Path = path, Id = Call.NewId(), User = null };
        var nobody = await app.SendAsync(call);
        Assert.Equal((401, ProblemCodes.Unauthenticated), (nobody.Status, nobody.Error));
        var cookie = await SignInAsync(app);
        var user = await app.SendAsync(With(call with { Path = path + "/policy" }, cookie));
        Assert.Equal((403, ProblemCodes.Forbidden), (user.Status, user.Error));
        Assert.Equal((200, "alice"), await app.SendAsync(With(call, cookie)) is var done ? (done.Status, done.Text) : default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Operations_of_a_flush_are_told_401_even_if_the_flush_does_not_say_that_it_is_a_runtimes(bool fromRuntime)
    {
        await using var app = await StartAsync();
        string[] lines = [Op.Line("/native"), Op.Line("/adopted"), Op.Line("/adopted/policy")];
        var nobody = await app.FlushAsync(lines, call => call with { User = null, FromRuntime = fromRuntime });
        nobody.AssertStatuses(401, 401, 401);
        Assert.All([0, 1, 2], line => Assert.Equal(ProblemCodes.Unauthenticated, nobody.Error(line)));
        var cookie = await SignInAsync(app);
        (await app.FlushAsync(lines, call => With(call with { User = null, FromRuntime = fromRuntime }, cookie))).AssertStatuses(200, 200, 403);
    }

    [Fact]
    public async Task A_browser_is_sent_to_the_page_of_an_adopted_endpoint_as_before()
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync(new Call { Path = "/adopted", User = null, FromRuntime = false });
        Assert.Equal(302, answer.Status);
        Assert.Contains("/Account/Login", answer.Headers["Location"]);
        Assert.Equal(401, (await app.SendAsync(new Call { Path = "/native", User = null, FromRuntime = false })).Status);
    }

    [Fact]
    public async Task Plain_endpoints_tell_a_runtime_401_with_a_problem()
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync(new Call { Method = "GET", Path = "/plain", User = null });
        Assert.Equal((401, ProblemCodes.Unauthenticated), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task The_session_of_a_cookie_is_told()
    {
        await using var app = await StartAsync();
        var call = new Call { Method = "GET", Path = "/_evenkeel/session", User = null };
        Assert.Equal("anonymous", (await app.SendAsync(call)).Json.GetProperty("state").GetString());
        Assert.Equal("alice", (await app.SendAsync(With(call, await SignInAsync(app)))).Json.GetProperty("name").GetString());
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        app =>
        {
            app.MapPost("/sign-in", (HttpContext http) => http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, "7"), new Claim(ClaimTypes.Name, "alice")], CookieAuthenticationDefaults.AuthenticationScheme))));
            app.MapGet("/plain", () => "plain").RequireAuthorization();
            app.MapCommand("/native", Name).RequireAuthorization();
            app.MapCommand("/native/policy", Name).RequireAuthorization("write");
            app.MapPost("/adopted", Name).AsCommand().RequireAuthorization();
            app.MapPost("/adopted/policy", Name).AsCommand().RequireAuthorization("write");
        },
        new TestAppOptions
        {
            Services = static builder => builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(),
        });

    private static IResult Name(HttpContext http) => Results.Text(http.User.Identity!.Name);

    private static async Task<string> SignInAsync(TestApp app) =>
        (await app.SendAsync(new Call { Path = "/sign-in", User = null, FromRuntime = false })).Headers["Set-Cookie"].Split(';')[0];

    private static Call With(Call call, string cookie) => call with { Headers = new Dictionary<string, string> { ["Cookie"] = cookie } };
}
