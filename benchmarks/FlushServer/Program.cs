using Evenkeel.AspNetCore;
using FlushServer.Contenders;
using FlushServer.Hosting;
using FlushServer.Items;
using Microsoft.EntityFrameworkCore;

// FlushServer --urls http://127.0.0.1:PORT --folder FOLDER --pages FOLDER
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var folder = builder.Configuration["folder"] ?? throw new InvalidOperationException("--folder is missing.");

builder.Services.AddDbContextPool<ItemsDb>(db => db.UseSqlite(BenchDatabase.In(folder)));
builder.Services.AddAuthentication().AddCookie(cookie => cookie.Events.OnRedirectToLogin = SignIn.Refuse);
builder.Services.AddAuthorization();
builder.AddEvenkeel().UseStore<ItemsDb>();

var app = builder.Build();
await BenchDatabase.PrepareAsync(app.Services);

app.UsePages(builder.Configuration["pages"]);
app.UseAuthentication();
app.UseAuthorization();
app.UseEvenkeel();
app.MapEvenkeel();
app.MapSignIn();
app.MapMeasures();

var contenders = app.MapGroup("/api").RequireAuthorization();
contenders.MapOneByOne();
contenders.MapKeel();
contenders.MapPush();

app.Run();
