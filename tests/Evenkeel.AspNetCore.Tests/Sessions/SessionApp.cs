using System.Security.Claims;
using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sessions;

/// <summary>An application with the framework's cookie authentication, and sessions kept by us.</summary>
internal static class SessionApp
{
    public const string CookieName = "__Host-Cookies";

    public static Task<TestApp> StartAsync(
        TestAppOptions? options = null, Action<UserSessionOptions>? sessions = null, Action<CookieAuthenticationOptions>? cookies = null, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? map = null, bool stored = true) => TestApp.StartAsync(
        app =>
        {
            Map(app);
            map?.Invoke(app);
        },
        (options ?? new TestAppOptions()) with
        {
            Services = builder =>
            {
                builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookies ?? (_ => { }));
                services?.Invoke(builder);
                if (stored)
                {
                    builder.AddEvenkeel().AddSessions(sessions);
                }
            },
        });

    public static Task SignInAsync(HttpContext http, string user, string? tenant = null) => http.SignInAsync(PrincipalOf(user, tenant), new AuthenticationProperties { IsPersistent = true });

    public static ClaimsPrincipal PrincipalOf(string user, string? tenant = null) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, user), new Claim(ClaimTypes.Name, user), .. tenant is null ? Array.Empty<Claim>() : [new Claim("tenant", tenant)]], CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The cookie of a new sign-in, as a browser sends it.</summary>
    public static async Task<string> SignInAsync(this TestApp app, string user = "alice", string? tenant = null, string? over = null, string? agent = null)
    {
        var headers = new Dictionary<string, string>();
        if (over is not null)
        {
            headers["Cookie"] = over;
        }

        if (agent is not null)
        {
            headers["User-Agent"] = agent;
        }

        var answer = await app.SendAsync(new Call { Path = $"/sign-in/{user}/{tenant}", User = null, FromRuntime = false, Headers = headers });
        Assert.True(answer.Status == 200, $"{answer.Status}: {answer.Text} {string.Join('\n', app.Log.Lines)}");
        return answer.Headers["Set-Cookie"].Split(';')[0];
    }

    public static Task<Answer> GetAsync(this TestApp app, string path, string? cookie, bool fromRuntime = true, string method = "GET", params (string Name, string Value)[] headers) => app.SendAsync(new Call
    {
        Method = method,
        Path = path,
        User = null,
        FromRuntime = fromRuntime,
        Headers = new Dictionary<string, string>([.. headers.Select(each => KeyValuePair.Create(each.Name, each.Value)), .. cookie is null ? Array.Empty<KeyValuePair<string, string>>() : [KeyValuePair.Create("Cookie", cookie)]]),
    });

    /// <summary>The answer of an endpoint for signed-in users.</summary>
    public static Task<Answer> MeAsync(this TestApp app, string? cookie, bool fromRuntime = true) => app.GetAsync("/me", cookie, fromRuntime);

    public static Task<Answer> SessionAsync(this TestApp app, string? cookie) => app.GetAsync("/_evenkeel/session", cookie);

    /// <summary>A person's activity, as a runtime tells it.</summary>
    public static Task<Answer> StayAsync(this TestApp app, string? cookie) => app.GetAsync("/_evenkeel/session", cookie, method: "POST");

    public static void AssertUnknown(Answer answer)
    {
        Assert.Equal((503, "session-unknown"), (answer.Status, answer.Error));
        Assert.True(answer.Headers.ContainsKey("Retry-After"));
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
    }

    private static void Map(WebApplication app)
    {
        app.MapPost("/sign-in/{user}/{tenant?}", (HttpContext http, string user, string? tenant) => SignInAsync(http, user, tenant));
        app.MapPost("/sign-out", (HttpContext http) => http.SignOutAsync());
        app.MapGet("/me", (HttpContext http) => http.User.Identity!.Name).RequireAuthorization();
        app.MapGet("/anyone", (HttpContext http) => http.User.Identity!.Name ?? "nobody");
        app.MapCommand("/notes", NotesApi.AddAsync).RequireAuthorization();
        app.MapCommand("/open-notes", NotesApi.AddAsync);
        app.MapCommand("/sign-in-command/{user}", async (HttpContext http, string user, NotesDb db) =>
        {
            await db.AddAsync(user);
            await SignInAsync(http, user);
            return Results.Ok();
        });
        app.MapCommand("/sign-in-refused/{user}", async (HttpContext http, string user) =>
        {
            await SignInAsync(http, user);
            return Results.BadRequest();
        });
    }

    /// <summary>The members of a session's answer.</summary>
    public static (string? State, string? Name, long? Expires, long? Ends) Read(Answer answer) => (
        answer.Json.GetProperty("state").GetString(), answer.Json.GetProperty("name").GetString(), Number(answer, "expires"), Number(answer, "ends"));

    private static long? Number(Answer answer, string name) => answer.Json.GetProperty(name) is { ValueKind: System.Text.Json.JsonValueKind.Number } number ? number.GetInt64() : null;

    /// <summary>Takes a table away, or gives it back.</summary>
    public static void Rename(this TestDatabase database, string from, string to)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"ALTER TABLE {from} RENAME TO {to}";
        command.ExecuteNonQuery();
    }

    public static string HeaderOf(this Answer answer, string name) => answer.Headers.GetValueOrDefault(name) ?? "";

    public static string Protocol => KeelHeaders.Protocol;
}
