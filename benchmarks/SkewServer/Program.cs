using Evenkeel.AspNetCore;
using SkewServer;
using SkewServer.Hosting;

// SkewServer --build BUILD --database sqlite:FILE|postgres:CONNECTION [--pages FOLDER]
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddDbContextPool<SkewDb>(BenchDatabase.Named(builder.Configuration["database"]));
builder.AddEvenkeel().UseStore<SkewDb>().ConfigureDeployments(options => (options.Build, options.Page) = (builder.Configuration["build"], "p1"));

var app = builder.Build();
await BenchDatabase.CreateAsync(app.Services);

var requests = new RequestCount();
app.Use(requests.CountAsync);
app.UsePages(builder.Configuration["pages"]);
app.UseEvenkeel();
app.UseRouting();
app.MapEvenkeel();
app.MapGet("/text", () => "A plain endpoint, which knows nothing of deployments.");
app.MapActivation();
app.MapMeasures(requests);
app.Run();
