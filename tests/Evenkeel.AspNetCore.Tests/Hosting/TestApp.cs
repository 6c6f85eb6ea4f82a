using Evenkeel.AspNetCore.Purging;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>A small application with Evenkeel: Kestrel on a port of its own, a SQLite file, header authentication.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsDatabase;

    private TestApp(WebApplication app, TestDatabase database, bool ownsDatabase, LogRecord log)
    {
        (_app, Database, _ownsDatabase, Log) = (app, database, ownsDatabase, log);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public TestDatabase Database { get; }

    public HttpClient Http { get; }

    public LogRecord Log { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestApp> StartAsync(Action<WebApplication> map, TestAppOptions? options = null)
    {
        options ??= new TestAppOptions();
        var database = options.Database ?? new TestDatabase();
        var log = new LogRecord();
        var app = Build(options, database, log);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<NotesDb>().Database.EnsureCreatedAsync();
        }

        options.Pipeline(app);
        app.MapEvenkeel();
        map(app);
        await app.StartAsync();
        return new TestApp(app, database, options.Database is null, log);
    }

    public async Task<Answer> SendAsync(Call call)
    {
        using var message = call.ToMessage();
        using var response = await Http.SendAsync(message);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Posts JSON to a path under an operation id.</summary>
    public Task<Answer> PostAsync(string path, string? id, string? body = null, string? user = "alice") =>
        SendAsync(new Call { Path = path, Id = id, Body = body, User = user });

    /// <summary>Sends lines as one flush.</summary>
    public async Task<FlushAnswer> FlushAsync(IEnumerable<string> lines, Func<Call, Call>? change = null)
    {
        var call = new Call { Path = "/_evenkeel/outbox", Body = string.Join('\n', lines) + "\n", ContentType = "application/x-ndjson" };
        var answer = await SendAsync(change is null ? call : change(call));
        Assert.True(answer.Status == 200, $"{answer.Status}: {answer.Text}");
        return new FlushAnswer(answer);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        if (_ownsDatabase)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Database.Dispose();
        }
    }

    private static WebApplication Build(TestAppOptions options, TestDatabase database, LogRecord log)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = options.Environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAuthentication(HeaderAuthentication.Name).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Name, null);
        builder.Services.AddAuthorization(auth => auth.AddPolicy("write", policy => policy.RequireClaim("right", "write")));
        builder.Services.AddSingleton(options.Clock);
        options.Context(builder.Services, db => db.UseSqlite(database.ConnectionString + options.Connection));
        builder.AddEvenkeel(options.Caller).ConfigureOutbox(options.Outbox).UseStore<NotesDb>(options.Ledger);
        options.Services(builder);
        if (!options.Purges)
        {
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(PurgeService)));
        }

        return builder.Build();
    }
}
