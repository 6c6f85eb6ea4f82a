using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evenkeel.AspNetCore;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>A server without pages: bearer tokens, and CORS for one origin, as docs/adopt.md has it. It is deployed anew with other handlers.</summary>
internal sealed class ApartApi : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly bool _isFirst;
    private readonly string _origin;
    private KeelHost _host = null!;
    private string _build = "";
    private Delegate _add = null!;

    private ApartApi(string origin, ApartApi? beside)
    {
        (_origin, _isFirst) = (origin, beside is null);
        _folder = beside?._folder ?? Directory.CreateTempSubdirectory("evenkeel-apart-");
    }

    public Uri BaseAddress => _host.BaseAddress;

    /// <param name="origin">Where its pages come from.</param>
    /// <param name="build">What it is called.</param>
    /// <param name="add">How it adds a note.</param>
    /// <param name="beside">Another instance, on whose database it works.</param>
    public static async Task<ApartApi> StartAsync(string origin, string build, Delegate add, ApartApi? beside = null)
    {
        var api = new ApartApi(origin, beside) { _build = build, _add = add };
        api._host = await KeelHost.StartAsync(api.Configure, api.Map);
        return api;
    }

    public Task DeployAsync(string build, Delegate add)
    {
        (_build, _add) = (build, add);
        return _host.RestartAsync();
    }

    /// <summary>The contract ids of the present build, by action.</summary>
    public async Task<Dictionary<string, string>> ContractsAsync()
    {
        using var file = JsonDocument.Parse(await _host.Http.GetStringAsync(new Uri("/_evenkeel/contracts", UriKind.Relative)));
        return file.RootElement.GetProperty("contracts").EnumerateArray().ToDictionary(each => each.GetProperty("action").GetString()!, each => each.GetProperty("id").GetString()!);
    }

    public async Task<string[]> NotesAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().Notes.OrderBy(note => note.Id).Select(note => note.Text).ToArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_isFirst)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddDbContext<Db>(db => db.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "notes.db")}"));
        builder.Services.AddAuthentication("bearer").AddScheme<AuthenticationSchemeOptions, Bearer>("bearer", null);
        builder.Services.AddAuthorization();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins(_origin).AllowAnyMethod()
            .WithHeaders("Authorization", "Content-Type", "Idempotency-Key", "Evenkeel-Protocol", "Evenkeel-Deployment", "Evenkeel-Contract", "Evenkeel-Scope", "Evenkeel-Seen", "Evenkeel-Draft", "If-Match", "If-None-Match", "Last-Event-ID", "X-Requested-With")
            .WithExposedHeaders("Evenkeel-Protocol", "Evenkeel-Deployment", "Evenkeel-Scope", "Evenkeel-Time", "Evenkeel-Replayed", "Evenkeel-Answer", "Evenkeel-Keep", "Evenkeel-Seen", "Evenkeel-Tags", "Evenkeel-Changed", "ETag", "Location", "Retry-After")));
        builder.AddEvenkeel().UseStore<Db>().ConfigureContracts(o => o.ArePublic = true).ConfigureDeployments(o => o.Build = _build);
    }

    private void Map(WebApplication app)
    {
        using (var scope = app.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<Db>().Database.EnsureCreated();
        }

        app.UseCors();
        app.UseEvenkeel();
        app.MapEvenkeel();
        app.MapCommand("/api/notes", _add).RequireAuthorization();
        app.MapQuery("/api/notes/count", (Db db) => db.Notes.CountAsync()).RequireAuthorization();
    }

    internal sealed class Db(DbContextOptions<Db> options) : DbContext(options)
    {
        public DbSet<Note> Notes => Set<Note>();

        public async Task<IResult> AddAsync(string text)
        {
            Notes.Add(new Note { Text = text });
            await SaveChangesAsync();
            return Results.NoContent();
        }

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddEvenkeel(schema: 3);
    }

    internal sealed class Note
    {
        public long Id { get; init; }

        public required string Text { get; init; }
    }

    private sealed class Bearer(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith("Bearer ", StringComparison.Ordinal))
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, header[7..])], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
