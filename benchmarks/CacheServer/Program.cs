using CacheServer.Hosting;
using CacheServer.Items;
using Evenkeel.AspNetCore;
using Evenkeel.PostgreSql;

// CacheServer --database sqlite:FILE|postgres:CONNECTION [--create true] [--wakeUp true]
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var database = new BenchDatabase(builder.Configuration["database"]);
builder.Services.AddDbContextPool<FollowedDb>(database.Use);
builder.Services.AddDbContextPool<UnfollowedDb>(database.Use);
var keel = builder.AddEvenkeel().UseStore<FollowedDb>().UseCache(options => options.IsCoherencePublic = true);
if (builder.Configuration.GetValue<bool>("wakeUp"))
{
    keel.UsePostgreSqlWakeUp(database.ConnectionString);
}

var app = builder.Build();
if (builder.Configuration.GetValue<bool>("create"))
{
    await database.CreateAsync(app.Services);
}

app.UseEvenkeel();
app.MapEvenkeel();
app.MapItems();
app.Run();
