using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Coherence.Queries;

public sealed class CoherenceEndpointTests
{
    [Fact]
    public async Task It_says_what_a_query_depends_on_and_which_action_made_it_stale()
    {
        await using var crm = await StartAsync(isPublic: true);
        await crm.GetAsync("/all");
        await crm.GetAsync("/all");
        await crm.AddAsync(Crm.Acme, "New");
        await crm.GetAsync($"/clients/{Crm.Acme}");
        Assert.Equal(
            ("user", 1, 1, 1, "table opportunities", "table opportunities", "POST /opportunities"),
            Read(await ShowAsync(crm, "/all")));
        var narrowed = await ShowAsync(crm, "/clients/{clientId}");
        Assert.Equal($"""["clients/{Crm.Acme}/opportunities","rows of opportunities changed in bulk"]""", narrowed.GetProperty("dependsOn").GetRawText());
        Assert.Equal(JsonValueKind.Null, narrowed.GetProperty("lastInvalidated").ValueKind);

        await crm.GetAsync("/all");
        Assert.Equal(("user", 1, 2, 2, "table opportunities", "table opportunities", "POST /opportunities"), Read(await ShowAsync(crm, "/all")));
    }

    [Fact]
    public async Task Outside_development_it_is_not_there_unless_an_option_says_so()
    {
        await using var crm = await StartAsync(isPublic: null);
        Assert.Equal(404, (await crm.GetAsync("/_evenkeel/coherence")).Status);
    }

    private static (string, int, int, int, string, string, string) Read(JsonElement query) => (
        query.GetProperty("keptFor").GetString()!,
        query.GetProperty("hits").GetInt32(),
        query.GetProperty("misses").GetInt32(),
        query.GetProperty("fills").GetInt32(),
        query.GetProperty("dependsOn")[0].GetString()!,
        query.GetProperty("lastInvalidated").GetProperty("because").GetString()!,
        query.GetProperty("lastInvalidated").GetProperty("by").GetString()!);

    private static async Task<JsonElement> ShowAsync(Crm crm, string route)
    {
        var answer = await crm.GetAsync("/_evenkeel/coherence");
        Assert.Equal(200, answer.Status);
        return answer.Json.GetProperty("queries").EnumerateArray().Single(each => each.GetProperty("route").GetString() == route);
    }

    private static Task<Crm> StartAsync(bool? isPublic) => Crm.StartAsync(
        (app, _) =>
        {
            app.MapQuery("/all", (CrmDb db) => db.Opportunities.CountAsync()).Cached();
            app.MapQuery("/clients/{clientId}", (Guid clientId, CrmDb db) => db.Opportunities.CountAsync(each => each.ClientId == clientId)).Cached().Reads("clients/{clientId}/opportunities");
        },
        builder => builder.Environment.EnvironmentName = "Production",
        cache: options => options.IsCoherencePublic = isPublic);
}
