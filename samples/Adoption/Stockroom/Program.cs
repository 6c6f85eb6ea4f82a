using Evenkeel.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Stockroom;
using Stockroom.Accounts;
using Stockroom.Hosting;
using Stockroom.Movements;
using Stockroom.Prices;
using Stockroom.Products;

var builder = WebApplication.CreateBuilder(args);
builder.Services.TryAddSingleton(TimeProvider.System);
builder.Services.AddDbContextPool<StockDb>(db => db.UseConfigured(builder.Configuration));
builder.AddEvenkeel().UseStore<StockDb>();
builder.Services.AddAccounts();
builder.Services.AddSignInLimit(builder.Configuration);
builder.Services.AddProblemDetails();
builder.Services.AddValidation();

var app = builder.Build();
await app.Services.PrepareDatabaseAsync();

app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseEvenkeel();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();

app.MapEvenkeel();
app.MapAccounts();
var api = app.MapGroup("/api").RequireAuthorization().AddEndpointFilter<ApiVersionFilter>();
api.MapProducts();
api.MapMovements();
api.MapPrices();

app.Run();
