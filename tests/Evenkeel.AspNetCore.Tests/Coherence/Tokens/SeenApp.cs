using Evenkeel.AspNetCore.Tests.Coherence.Queries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Coherence.Tokens;

/// <summary>An application with queries and commands of each kind, called as a runtime calls them.</summary>
internal static class SeenApp
{
    public static Task<Crm> StartAsync() => Crm.StartAsync((app, crm) =>
    {
        app.MapQuery("/clients/{clientId}/opportunities", (Guid clientId, CrmDb db, HttpContext http) =>
        {
            crm.Ran();
            http.Response.Headers.ETag = "\"1\"";
            return Crm.Titles(db, clientId);
        }).Cached().Reads("clients/{clientId}/opportunities").SharedByTenant();
        app.MapQuery("/mine", (CrmDb db, HttpContext http) => db.Contacts.Select(each => http.User.Identity!.Name + each.Name).ToListAsync()).Cached();
        app.MapQuery("/uncached", (CrmDb db) => db.Opportunities.CountAsync());
        app.MapGet("/adopted", (CrmDb db) => db.Opportunities.CountAsync()).AsQuery();
        app.MapQuery("/nothing", () => "nothing");
        app.MapGet("/public", (CrmDb db, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=60";
            return db.Opportunities.CountAsync();
        }).AsQuery().Cached();
        app.MapCommand("/idle", () => "idle");
        app.MapCommand("/refused", async (CrmDb db) =>
        {
            await AddManyAsync(db, 1);
            return Results.BadRequest();
        });
        app.MapCommand("/many/{count:int}", (int count, CrmDb db) => AddManyAsync(db, count));
        app.MapCommand("/bulk", (CrmDb db) => db.Opportunities.ExecuteUpdateAsync(set => set.SetProperty(each => each.Title, "Bulk")));
        app.MapPost("/adopted", (CrmDb db) => AddManyAsync(db, 1)).AsCommand();
        app.MapPost("/plain", (CrmDb db) => AddManyAsync(db, 1));
    });

    public static string List(Guid client) => $"/clients/{client}/opportunities";

    public static Task<Answer> ReadAsync(this Crm crm, string path, string? seen = null, string? tenant = null, string user = "alice", params (string Name, string Value)[] headers)
    {
        var all = headers.ToDictionary(each => each.Name, each => each.Value);
        if (seen is not null)
        {
            all[KeelHeaders.Seen] = seen;
        }

        return crm.SendAsync(new Call { Method = "GET", Path = path, User = user, Tenant = tenant, Headers = all });
    }

    public static Task<Answer> CommandAsync(this Crm crm, string path, string? id = null, string? body = null, string? tenant = null) =>
        crm.SendAsync(new Call { Path = path, Id = id ?? Call.NewId(), Body = body, Tenant = tenant });

    public static Task<Answer> CreateAsync(this Crm crm, Guid client, string title, string? tenant = null) =>
        crm.CommandAsync("/opportunities", body: $$"""{"clientId":"{{client}}","title":"{{title}}"}""", tenant: tenant);

    public static string? Seen(this Answer answer) => answer.Headers.GetValueOrDefault(KeelHeaders.Seen);

    public static string[] Tags(this Answer answer) => answer.Headers[KeelHeaders.Tags].Split(',');

    public static string[]? Changed(this Answer answer) => answer.Headers.GetValueOrDefault(KeelHeaders.Changed)?.Split(',');

    public static long Position(string token) => long.Parse(token.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task AddManyAsync(CrmDb db, int count)
    {
        db.Opportunities.AddRange(Enumerable.Range(0, count).Select(_ => new CrmDb.Opportunity { ClientId = Guid.CreateVersion7(), Title = "Of many" }));
        await db.SaveChangesAsync();
    }
}
