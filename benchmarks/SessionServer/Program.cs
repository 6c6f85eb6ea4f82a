using System.Runtime;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Sessions;
using Microsoft.EntityFrameworkCore;
using SessionServer;

// SessionServer --postgres CONNECTION [--create true]
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddDbContextPool<SessionDb>(options => options.UseNpgsql(builder.Configuration["postgres"]));
builder.Services.AddAuthentication().AddCookie(Schemes.Stock).AddCookie(Schemes.Kept);
builder.Services.AddAuthorization();
builder.AddEvenkeel().UseStore<SessionDb>().AddSessions(options => options.Scheme = Schemes.Kept);

var app = builder.Build();
if (builder.Configuration.GetValue<bool>("create"))
{
    await using var scope = app.Services.CreateAsyncScope();
    await scope.ServiceProvider.GetRequiredService<SessionDb>().Database.EnsureCreatedAsync();
}

app.UseEvenkeel();
app.UseAuthentication();
app.UseAuthorization();
app.MapEvenkeel();
app.MapGet("/ready", () => "ready");
app.MapGet("/compiled", () => JitInfo.GetCompiledMethodCount());
app.MapContenders();
app.MapPost("/revoke", (string user, ISessions sessions, CancellationToken cancel) => sessions.RevokeAllAsync(user, cancel: cancel));
app.Run();
