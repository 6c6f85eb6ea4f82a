using Evenkeel.AspNetCore;
using OverheadServer.Contenders;
using OverheadServer.Items;

namespace OverheadServer.Hosting;

/// <summary>The host of the endpoints that are mapped with Evenkeel.</summary>
internal static class KeelHost
{
    public static (WebApplication App, OneAddress.Hosted Hosted) Build(string[] args, RequestCount requests)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var hosted = OneAddress.Capture(builder.Services);
        builder.Services.AddDbContextPool<KeelDb>(BenchDatabase.Named(builder.Configuration["database"]));
        builder.AddEvenkeel().UseStore<KeelDb>();

        var app = builder.Build();
        app.Use(requests.CountAsync);
        app.UseEvenkeel();
        app.MapEvenkeel();
        app.MapKeel();
        return (app, hosted);
    }
}
