using OverheadServer.Contenders;
using OverheadServer.Items;

namespace OverheadServer.Hosting;

/// <summary>The host of the hand-written endpoints, and of what the benchmark asks outside the measured time.</summary>
internal static class PlainHost
{
    public static WebApplication Build(string[] args, RequestCount requests, OneAddress.Hosted keel)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        OneAddress.Share(builder.Services, "/keel", keel);
        builder.Services.AddDbContextPool<PlainDb>(BenchDatabase.Named(builder.Configuration["database"]));

        var app = builder.Build();
        app.MapGet("/ready", () => "ready");
        app.MapGet("/measures", (PlainDb db, CancellationToken cancellationToken) => Measures.TakeAsync(db, requests, cancellationToken));

        app.Use(requests.CountAsync);
        app.MapPlain();
        app.MapIdempotent();
        return app;
    }
}
