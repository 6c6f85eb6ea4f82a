using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Coherence.Queries;

/// <summary>An application with cached queries: Kestrel, a SQLite file, and a count of how often each handler ran.</summary>
internal sealed class Crm : IAsyncDisposable
{
    public static readonly Guid Acme = new("11111111-aaaa-4aaa-8aaa-111111111111");
    public static readonly Guid Bolt = new("22222222-bbbb-4bbb-8bbb-222222222222");

    private readonly ConcurrentDictionary<string, int> _runs = new();
    private readonly TestDatabase _database;

    private Crm(TestDatabase database) => _database = database;

    public KeelHost Host { get; private set; } = null!;

    public static async Task<Crm> StartAsync(Action<WebApplication, Crm> map, Action<WebApplicationBuilder>? configure = null, Action<CacheOptions>? cache = null, Action<CallerOptions>? caller = null)
    {
        var crm = new Crm(new TestDatabase());
        crm.Host = await KeelHost.StartAsync(
            builder =>
            {
                builder.Services.AddHttpContextAccessor();
                builder.Services.AddAuthentication(HeaderAuthentication.Name).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Name, null);
                builder.Services.AddAuthorization(auth => auth.AddPolicy("write", policy => policy.RequireClaim("right", "write")));
                builder.Services.AddDbContext<CrmDb>(db => db.UseSqlite(crm._database.ConnectionString));
                builder.AddEvenkeel(caller ?? (static options => options.Tenant = static http => http.User.FindFirst("tenant")?.Value)).UseStore<CrmDb>().UseCache(cache);
                configure?.Invoke(builder);
            },
            app =>
            {
                using (var scope = app.Services.CreateScope())
                {
                    scope.ServiceProvider.GetRequiredService<CrmDb>().Database.EnsureCreated();
                }

                app.UseEvenkeel();
                app.MapEvenkeel();
                app.MapCommand("/opportunities", async (NewOpportunity input, CrmDb db) =>
                {
                    db.Opportunities.Add(new CrmDb.Opportunity { ClientId = input.ClientId, Title = input.Title });
                    await db.SaveChangesAsync();
                });
                app.MapCommand("/contacts", async (NewOpportunity input, CrmDb db) =>
                {
                    db.Contacts.Add(new CrmDb.Contact { ClientId = input.ClientId, Name = input.Title });
                    await db.SaveChangesAsync();
                });
                map(app, crm);
            });
        return crm;
    }

    public static Task<List<string>> Titles(CrmDb db, Guid clientId) => db.Opportunities.Where(each => each.ClientId == clientId).OrderBy(each => each.Id).Select(each => each.Title).ToListAsync();

    /// <summary>Counts a run of a handler.</summary>
    public void Ran(string name = "") => _runs.AddOrUpdate(name, 1, static (_, count) => count + 1);

    public int Runs(string name = "") => _runs.GetValueOrDefault(name);

    public async Task<Answer> SendAsync(Call call)
    {
        using var message = call.ToMessage();
        using var response = await Host.Http.SendAsync(message);
        return await Answer.ReadAsync(response);
    }

    public Task<Answer> GetAsync(string path, string? user = "alice", string? tenant = null, params (string Name, string Value)[] headers) =>
        SendAsync(new Call { Method = "GET", Path = path, User = user, Tenant = tenant, FromRuntime = false, Headers = headers.ToDictionary(each => each.Name, each => each.Value) });

    /// <summary>Creates an opportunity of a client through a command.</summary>
    public async Task AddAsync(Guid client, string title, string kind = "opportunities")
    {
        var answer = await SendAsync(new Call { Path = $"/{kind}", Id = Call.NewId(), Body = $$"""{"clientId":"{{client}}","title":"{{title}}"}""" });
        Assert.Equal(200, answer.Status);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    public sealed record NewOpportunity(Guid ClientId, string Title);
}
