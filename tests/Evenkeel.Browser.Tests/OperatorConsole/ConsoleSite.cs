using System.Security.Claims;
using System.Text.Encodings.Web;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.Browser.Tests.OperatorConsole;

/// <summary>Instances of an application with a console, on one database. Who calls stands in a header.</summary>
internal sealed class ConsoleSite : IAsyncDisposable
{
    private const string Page = "<!doctype html><title>Notes</title><script type=\"module\">import { createClient } from \"/_evenkeel/client.js\"; globalThis.keel = createClient();</script>";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenkeel-console-");
    private readonly List<KeelHost> _hosts = [];

    public bool MailIsDown { get; set; } = true;

    private string Database => $"Data Source={Path.Combine(_folder.FullName, "notes.db")}";

    public async Task<KeelHost> StartAsync(string build)
    {
        var host = await KeelHost.StartAsync(builder => Configure(builder, build), Map);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Writes past everything that would tell a cache.</summary>
    public async Task WriteOutsideAsync(string sql)
    {
        await using var connection = new SqliteConnection(Database + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private void Configure(WebApplicationBuilder builder, string build)
    {
        builder.Services.AddSingleton(this);
        builder.Services.AddDbContext<Db>(db => db.UseSqlite(Database));
        builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderScheme>("header", null);
        builder.Services.AddAuthorization(auth => auth.AddPolicy("operators", policy => policy.RequireClaim("right", "operate")));
        builder.AddEvenkeel().UseStore<Db>().UseCache().UseAdmission().AddDrafts().AddCoherenceProbe(probe => probe.Every = TimeSpan.FromMilliseconds(100))
            .AddDelivery<Mail, MailDelivery>("mail").ConfigureDeliveries(o => o.MaxAttempts = 1)
            .ConfigureDeployments(o => (o.Build, o.HeartbeatEvery) = (build, TimeSpan.FromMilliseconds(200)))
            .ServeConsole("operators", o => o.SampleEvery = TimeSpan.FromSeconds(1));
    }

    private static void Map(WebApplication app)
    {
        using (var scope = app.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<Db>().Database.EnsureCreated();
        }

        app.UseEvenkeel();
        app.MapEvenkeel();
        app.MapGet("/", () => Results.Content(Page, "text/html"));
        app.MapCommand("/api/notes", async (NewNote input, Db db) =>
        {
            if (input.Text.Length == 0)
            {
                return Results.Problem("A note needs a text.", statusCode: 400);
            }

            db.Notes.Add(new Note { Text = input.Text });
            await db.SaveChangesAsync();
            return Results.NoContent();
        });
        app.MapCommand("/api/mails", async (Mail mail, Db db) =>
        {
            db.OnCommitted(mail);
            db.Notes.Add(new Note { Text = "mailed" });
            await db.SaveChangesAsync();
            return Results.NoContent();
        });
    }

    internal sealed record NewNote(string Text);

    internal sealed record Mail(string To);

    internal sealed class Note
    {
        public long Id { get; init; }

        public required string Text { get; init; }
    }

    internal sealed class Db(DbContextOptions<Db> options) : DbContext(options)
    {
        public DbSet<Note> Notes => Set<Note>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddEvenkeel(schema: 5);
    }

    private sealed class MailDelivery(ConsoleSite site) : IDelivery<Mail>
    {
        public Task DeliverAsync(Mail message, DeliveryAttempt attempt, CancellationToken cancel) => site.MailIsDown ? throw new InvalidOperationException("The mail server said no.") : Task.CompletedTask;
    }

    private sealed class HeaderScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-User"] is not [{ Length: > 0 } user])
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            List<Claim> claims = [new(ClaimTypes.NameIdentifier, user), .. user == "olga" ? [new Claim("right", "operate")] : Array.Empty<Claim>()];
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name)));
        }
    }
}
