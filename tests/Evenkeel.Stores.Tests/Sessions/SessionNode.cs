using System.Net;
using System.Security.Claims;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Sessions.Keys;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Deployments;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Sessions;

/// <summary>An instance of an application with sessions, on real Kestrel; its release folder is where a test says.</summary>
internal sealed class SessionNode : IAsyncDisposable
{
    private readonly KeelHost _host;

    private SessionNode(KeelHost host) => _host = host;

    public KeyKeeper Keeper => _host.Services.GetRequiredService<KeyKeeper>();

    public DeploymentKeeper Registry => _host.Services.GetRequiredService<DeploymentKeeper>();

    public ISessions Sessions => _host.Services.GetRequiredService<ISessions>();

    public string Log => _host.Log.ToString();

    public static async Task<SessionNode> StartAsync(
        TestDatabase database, Action<IServiceCollection>? services = null, Action<UserSessionOptions>? sessions = null, string build = "one", string? folder = null, bool tables = false)
    {
        if (tables)
        {
            await RegistryBed.CreateTablesAsync(database);
        }

        return new SessionNode(await KeelHost.StartAsync(
            builder =>
            {
                if (folder is not null)
                {
                    builder.Environment.ContentRootPath = folder;
                }

                builder.Services.AddDbContext<StoreDb>(database.Use);
                builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                builder.Services.AddAuthorization();
                builder.Services.AddHealthChecks();
                builder.AddEvenkeel().UseStore<StoreDb>().ConfigureDeployments(options => options.Build = build).AddSessions(options =>
                {
                    options.ValidFor = TimeSpan.Zero;
                    sessions?.Invoke(options);
                });
                services?.Invoke(builder.Services);
            },
            app =>
            {
                app.UseEvenkeel();
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapEvenkeel();
                app.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
                app.MapGet("/me", (HttpContext http) => http.User.Identity!.Name).RequireAuthorization();
                app.MapGet("/anyone", (HttpContext http) => http.User.Identity!.Name ?? "nobody");
                app.MapPost("/sign-in/{user}", (HttpContext http, string user) => http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
                    [new Claim(ClaimTypes.NameIdentifier, user), new Claim(ClaimTypes.Name, user)], CookieAuthenticationDefaults.AuthenticationScheme))));
            }));
    }

    /// <summary>The cookie of a new sign-in.</summary>
    public async Task<string> SignInAsync(string user = "alice", string? over = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"sign-in/{user}");
        message.Headers.TryAddWithoutValidation("Cookie", over ?? "");
        using var answer = await _host.Http.SendAsync(message);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}\n{Log}");
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    public async Task<(int Status, string Text, bool SetsCookie, bool SaysWhen)> GetAsync(string path, string? cookie)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        message.Headers.TryAddWithoutValidation("Evenkeel-Protocol", "4");
        if (cookie is not null)
        {
            message.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        using var answer = await _host.Http.SendAsync(message);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Contains("Set-Cookie"), answer.Headers.RetryAfter is not null);
    }

    public async Task AssertUnknownAsync(string cookie)
    {
        foreach (var path in new[] { "me", "anyone", "_evenkeel/session" })
        {
            var (status, text, sets, when) = await GetAsync(path, cookie);
            Assert.True(status == 503 && text.Contains("session-unknown", StringComparison.Ordinal) && !sets && when, $"{path}: {status} {text} {sets} {when}\n{Log}");
        }
    }

    /// <summary>Revokes every key, so that the next one holds at once.</summary>
    public void Revoke() => _host.Services.GetRequiredService<IKeyManager>().RevokeAllKeys(_host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), "a test");

    public async Task<bool> IsReadyAsync()
    {
        using var answer = await _host.Http.GetAsync("ready");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
