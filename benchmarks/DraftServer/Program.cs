using System.Runtime;
using DraftServer.Hosting;
using DraftServer.Items;
using Evenkeel.AspNetCore;
using Microsoft.AspNetCore.Authentication;

// DraftServer --urls http://127.0.0.1:PORT --database sqlite:FILE|postgres:CONNECTION
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var use = BenchDatabase.Named(builder.Configuration["database"]);
builder.Services.AddDbContextPool<KeelDb>(use);
builder.Services.AddDbContextPool<PlainDb>(use);
builder.Services.AddAuthentication(HeaderSignIn.Name).AddScheme<AuthenticationSchemeOptions, HeaderSignIn>(HeaderSignIn.Name, null);
builder.AddEvenkeel().UseStore<KeelDb>().AddDrafts();

var app = builder.Build();
await BenchDatabase.CreateAsync(app.Services);
app.UseEvenkeel();
app.UseRouting();
app.UseAuthentication();
app.MapGet("/ready", () => "ready");
app.MapGet("/compiled", () => JitInfo.GetCompiledMethodCount());
app.MapGet("/saved/{user}", Saved.CountAsync);
app.MapEvenkeel();
app.MapPut("/plain/{key}", PlainUpsert.HandleAsync);
app.Run();
