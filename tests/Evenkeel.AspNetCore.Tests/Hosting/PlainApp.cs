using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>The application under test without Evenkeel, to compare with.</summary>
public sealed class PlainApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PlainApp(WebApplication app, TestDatabase database) => (_app, Database) = (app, database);

    public TestDatabase Database { get; }

    public Uri Uri => new(_app.Urls.First());

    public static async Task<PlainApp> StartAsync(Action<WebApplication> map, Action<IServiceCollection>? services = null)
    {
        var database = new TestDatabase();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // With a logger each request has an activity, whose id is in problem details: as it is in the application with Evenkeel.
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.AddAuthentication(HeaderAuthentication.Name).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Name, null);
        builder.Services.AddAuthorization(auth => auth.AddPolicy("write", policy => policy.RequireClaim("right", "write")));
        builder.Services.AddDbContext<NotesDb>(db => db.UseSqlite(database.ConnectionString + ";Pooling=False"));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<NotesDb>().Database.EnsureCreatedAsync();
        }

        map(app);
        await app.StartAsync();
        return new PlainApp(app, database);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Database.Dispose();
    }
}
