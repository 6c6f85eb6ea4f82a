using Evenkeel.AspNetCore.Purging;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>A small application with Evenkeel: Kestrel on a port of its own, a SQLite file, header authentication.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly KeelHost _host;
    private readonly bool _ownsDatabase;

    private TestApp(KeelHost host, TestDatabase database, bool ownsDatabase) => (_host, Database, _ownsDatabase) = (host, database, ownsDatabase);

    public TestDatabase Database { get; }

    public HttpClient Http => _host.Http;

    public HostLog Log => _host.Log;

    public IServiceProvider Services => _host.Services;

    public static async Task<TestApp> StartAsync(Action<WebApplication> map, TestAppOptions? options = null)
    {
        options ??= new TestAppOptions();
        var database = options.Database ?? new TestDatabase();
        var host = await KeelHost.StartAsync(
            builder => Configure(builder, options, database),
            app =>
            {
                using (var scope = app.Services.CreateScope())
                {
                    scope.ServiceProvider.GetRequiredService<NotesDb>().Database.EnsureCreated();
                }

                options.Pipeline(app);
                app.MapEvenkeel();
                map(app);
            },
            options.Clock);
        return new TestApp(host, database, options.Database is null);
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
        await _host.DisposeAsync();
        if (_ownsDatabase)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Database.Dispose();
        }
    }

    private static void Configure(WebApplicationBuilder builder, TestAppOptions options, TestDatabase database)
    {
        // The host has two, which agree when the environment is set from outside as it should be.
        builder.Environment.EnvironmentName = options.Environment;
        builder.Services.Select(service => service.ImplementationInstance).OfType<IHostEnvironment>().ToList().ForEach(environment => environment.EnvironmentName = options.Environment);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAuthentication(HeaderAuthentication.Name).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Name, null);
        builder.Services.AddAuthorization(auth => auth.AddPolicy("write", policy => policy.RequireClaim("right", "write")));
        options.Context(builder.Services, db => db.UseSqlite(database.ConnectionString + options.Connection));
        builder.AddEvenkeel(options.Caller).ConfigureOutbox(options.Outbox).UseStore<NotesDb>(options.Ledger);
        options.Services(builder);
        if (!options.Purges)
        {
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(PurgeService)));
        }
    }
}
