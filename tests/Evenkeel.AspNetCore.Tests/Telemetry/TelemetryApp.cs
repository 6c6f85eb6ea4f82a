using Evenkeel.AspNetCore.Telemetry.Exposition;
using Evenkeel.AspNetCore.Tests.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>An application that uses every feature, and whose operators read metrics.</summary>
internal static class TelemetryApp
{
    public const string Operators = "operators";

    public static Task<TestApp> StartAsync(Action<WebApplicationBuilder>? services = null, Action<WebApplication>? map = null, MailSink? sink = null, Action<MetricsOptions>? metrics = null, bool serves = true, TestAppOptions? options = null) => MailApp.StartAsync(
        sink ?? new MailSink(),
        app =>
        {
            Map(app);
            map?.Invoke(app);
        },
        (options ?? new TestAppOptions()) with
        {
            Services = builder =>
            {
                builder.Services.AddAuthorization(auth => auth.AddPolicy(Operators, policy => policy.AddAuthenticationSchemes(HeaderAuthentication.Name).RequireClaim("right", "operate")));
                builder.Services.AddAuthentication(HeaderAuthentication.Name).AddCookie();
                var keel = builder.AddEvenkeel().UseCache().UseAdmission().AddDrafts().AddSessions(session => session.Scheme = CookieAuthenticationDefaults.AuthenticationScheme).AddCoherenceProbe().ConfigureHealth(health => health.DetailsPolicy = Operators);
                if (serves)
                {
                    keel.ServeMetrics(Operators, metrics);
                }

                services?.Invoke(builder);
            },
        });

    public static Task<Answer> MetricsAsync(this TestApp app, string? right = "operate", string? accept = null, string method = "GET", string? user = "olga")
    {
        Dictionary<string, string> headers = [];
        if (right is not null)
        {
            headers["X-Rights"] = right;
        }

        if (accept is not null)
        {
            headers["Accept"] = accept;
        }

        return app.SendAsync(new Call { Method = method, Path = "/_evenkeel/metrics", User = user, FromRuntime = false, Headers = headers });
    }

    private static void Map(WebApplication app)
    {
        app.MapCommand("/notes", NotesApi.AddAsync);
        app.MapCommand("/mails", async (Mail mail, NotesDb db) =>
        {
            await db.AddAsync(mail.To);
            db.OnCommitted(mail);
            return Results.NoContent();
        });
        app.MapCommand("/refused", () => Results.Problem(statusCode: 400));
        app.MapCommand("/broken", (NewNote input) => Task.FromException(new InvalidOperationException("It broke.")));
        app.MapCommand("/traced", async (NotesDb db) =>
        {
            await db.AddAsync("traced");
            return System.Diagnostics.Activity.Current?.TraceId.ToHexString() ?? "none";
        });
        app.MapQuery("/list", (NotesDb db) => db.Notes.Select(note => note.Text).ToArray()).Cached();
        app.MapPost("/sign-in/{user}", (HttpContext http, string user) => http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Sessions.SessionApp.PrincipalOf(user)));
    }
}
