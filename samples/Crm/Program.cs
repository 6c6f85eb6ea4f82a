using Crm;
using Crm.Accounts;
using Crm.Clients;
using Crm.Comments;
using Crm.Contacts;
using Crm.FollowUps;
using Crm.Hosting;
using Crm.Lines;
using Crm.Opportunities;
using Crm.Problems;
using Crm.Products;
using Crm.Seeding;
using Crm.Sites;
using Crm.Tenancy;
using Evenkeel.AspNetCore;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, WebRootPath = FrontEndFolder.Find() });
builder.Configuration.AddEnvironmentVariables("CRM_").AddCommandLine(args);
builder.Logging.AddQuietLogs();
var database = CrmDatabase.From(builder.Configuration);

builder.Services.AddDbContext<CrmDb>(database.Use);
builder.AddEvenkeel(o => o.Tenant = http => http.User.FindFirst(Caller.TenantClaim)?.Value).UseStore<CrmDb>().UseCache().ConfigurePaging(o => o.DefaultPageSize = 25)
    // The sample is served over plain http, where there is no __Host- cookie: behind https leave this setting out.
    .AddSessions(o => o.HostCookie = false).AddDrafts()
    .KeepAssets(o => o.Folder = database.AssetFolder)
    .ConfigureDeployments(o => builder.Configuration.GetSection("Deployments").Bind(o))
    .ServeConsole(Operator.Policy);

builder.Services.AddTenancy();
builder.Services.AddAccounts();
builder.Services.AddProblems();
Operator.Add(builder.Services, builder.Configuration["operator"] ?? SampleAccounts.All[0].Email);
builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database");

var app = builder.Build();
await app.Services.PrepareDatabaseAsync(builder.Configuration.GetValue("clients", SampleData.UsualClients));

app.UseProblems();
app.UseSecurityHeaders();
app.UseFrontEnd();
app.UseAuthentication();
app.UseAuthorization();
app.UseEvenkeel();
app.MapEvenkeel();
app.MapHealthChecks("/healthz");
app.MapOperations();

var api = app.MapGroup("/api").Cached();
api.MapAccounts();

var crm = api.MapGroup("").RequireAuthorization();
crm.MapClients();
crm.MapContacts();
crm.MapSites();
crm.MapOpportunities();
crm.MapLines();
crm.MapFollowUps();
crm.MapComments();
crm.MapProducts();

app.AnnounceSignIn();
app.Run();
