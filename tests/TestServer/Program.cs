using Evenkeel.AspNetCore;
using Evenkeel.TestServer.Callers;
using Evenkeel.TestServer.Coherence;
using Evenkeel.TestServer.Commands;
using Evenkeel.TestServer.Control;
using Evenkeel.TestServer.Data;
using Evenkeel.TestServer.Deliveries;
using Evenkeel.TestServer.Pages;
using Microsoft.EntityFrameworkCore.Diagnostics;

// An application for tests and benchmarks:
// --urls http://127.0.0.1:PORT --database sqlite:FILE|postgres:CONNECTION [--files FOLDER] [--sink URL] [--stop-at MOMENT:COUNT] [--commits FILE] [--cache LEASE] [--clock MINUTES]
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
builder.Services.AddMisbehaviour();
var database = new TestDatabase(builder.Configuration["database"]);
var sign = new StopSign(builder.Configuration["stop-at"]);
var moments = new IInterceptor[] { new InsertMoments(sign), new CommitMoments(sign, builder.Configuration["commits"]) };
builder.Services.AddDbContextPool<TestDb>((services, options) => database.Use(options.AddInterceptors(moments).AddInterceptors(services.GetRequiredService<FeedPartition>())));
if (builder.Configuration["clock"] is { } minutes)
{
    builder.Services.AddSingleton<TimeProvider>(new SkewedClock(minutes));
}

builder.Services.AddTestCallers();
builder.AddEvenkeel(callers => callers.Tenant = http => http.User.FindFirst(TestCallers.TenantClaim)?.Value).UseStore<TestDb>().AddDrafts()
    .AddDelivery<Message, MessageDelivery>("message").ConfigureDeliveries(deliveries => deliveries.MaxDelay = TimeSpan.FromSeconds(1)).UseCacheWith(builder.Configuration["cache"]);
builder.Services.AddSingleton(new SinkAddress(builder.Configuration["sink"]));

var app = builder.Build();
AnswerMoments.Use(app, sign);
app.UseEvenkeel();
app.Use(async (http, next) =>
{
    if (http.Request.Headers.ContainsKey("Idempotency-Key"))
    {
        await sign.PassAsync("received");
    }

    await next(http);
});
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.MapEvenkeel();
app.MapEffects();
app.MapNotes();
app.MapControl();
app.MapCachedTotals();
app.MapSignIn();
app.MapPages(builder.Configuration["files"]);
await database.CreateTablesAsync(app.Services);
await app.RunAsync();
