using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Tests.Coherence.Queries;

[Trait("Show", "4.5")]
public sealed class NarrowedQueryTests
{
    [Theory]
    [InlineData("D")]
    [InlineData("N")]
    [InlineData("B")]
    [InlineData("P")]
    public async Task A_change_of_one_clients_list_spares_that_of_another_however_the_id_is_written(string format)
    {
        await using var crm = await StartAsync();
        var (acme, bolt) = ($"/clients/{Crm.Acme.ToString(format).ToUpperInvariant()}/opportunities", $"/clients/{Crm.Bolt.ToString(format)}/opportunities");
        await crm.GetAsync(acme);
        await crm.GetAsync(bolt);
        await crm.AddAsync(Crm.Acme, "New");
        Assert.Equal("[\"New\"]", (await crm.GetAsync(acme)).Text);
        Assert.Equal("[]", (await crm.GetAsync(bolt)).Text);
        Assert.Equal((2, 1), (crm.Runs($"{Crm.Acme}"), crm.Runs($"{Crm.Bolt}")));
    }

    [Fact]
    public async Task Tags_of_two_tables_each_narrow_their_own()
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/clients/{clientId}", async (Guid clientId, CrmDb db) =>
        {
            crm.Ran($"{clientId}");
            return await db.Opportunities.CountAsync(each => each.ClientId == clientId) + await db.Contacts.CountAsync(each => each.ClientId == clientId);
        }).Cached().Reads("clients/{clientId}/opportunities", "clients/{clientId}/contacts"));
        var expected = 0;
        foreach (var kind in new[] { "opportunities", "contacts" })
        {
            Assert.Equal($"{expected}", (await crm.GetAsync($"/clients/{Crm.Acme}")).Text);
            Assert.Equal("0", (await crm.GetAsync($"/clients/{Crm.Bolt}")).Text);
            await crm.AddAsync(Crm.Acme, "New", kind);
            Assert.Equal($"{++expected}", (await crm.GetAsync($"/clients/{Crm.Acme}")).Text);
        }

        Assert.Equal((3, 1), (crm.Runs($"{Crm.Acme}"), crm.Runs($"{Crm.Bolt}")));
    }

    [Fact]
    public async Task A_place_may_be_in_the_query_string_and_what_is_not_there_narrows_nothing()
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/opportunities", async (CrmDb.Stage? stage, CrmDb db) =>
        {
            crm.Ran($"{stage}");
            return await db.Opportunities.CountAsync(each => stage == null || each.Stage == stage);
        }).Cached().Reads("stages/{stage}"));
        await crm.GetAsync("/opportunities?stage=Won");
        await crm.GetAsync("/opportunities?stage=0");
        await crm.GetAsync("/opportunities");
        await crm.AddAsync(Crm.Acme, "New");
        Assert.Equal("0", (await crm.GetAsync("/opportunities?stage=Won")).Text);
        Assert.Equal("1", (await crm.GetAsync("/opportunities?stage=0")).Text);
        Assert.Equal("1", (await crm.GetAsync("/opportunities")).Text);
        Assert.Equal((1, 2, 2), (crm.Runs("Won"), crm.Runs("Open"), crm.Runs("")));
    }

    [Fact]
    public async Task What_a_handler_caches_by_itself_is_not_narrowed_with_it()
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/clients/{clientId}", async (Guid clientId, CrmDb db, HybridCache cache) =>
        {
            var all = await cache.GetOrCreateAsync("all", async cancel => await db.Opportunities.CountAsync(cancel));
            return $"{await db.Opportunities.CountAsync(each => each.ClientId == clientId)} of {all}";
        }).Cached().Reads("clients/{clientId}/opportunities"));
        Assert.Equal("0 of 0", (await crm.GetAsync($"/clients/{Crm.Acme}")).Text);
        await crm.AddAsync(Crm.Bolt, "New");
        Assert.Equal("0 of 1", (await crm.GetAsync($"/clients/{Crm.Acme}")).Text);
    }

    [Theory]
    [InlineData("clients/{clientId}/opportunitys", "no entity declares that tag by HasTag. Declared: \"clients/{ClientId}/contacts\", \"clients/{ClientId}/opportunities\", \"prices/{Amount}\", \"stages/{Stage}\".")]
    [InlineData("clients/{client}/opportunities", "have no parameter 'client'")]
    [InlineData("clients/{clientId", "a place is written {name}")]
    [InlineData("prices/{clientId}", "a Decimal ('Amount') can be written in several ways")]
    public async Task A_tag_that_cannot_be_right_stops_the_start(string tag, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Crm.StartAsync((app, crm) =>
            app.MapQuery("/clients/{clientId}/opportunities", (Guid clientId, CrmDb db) => Crm.Titles(db, clientId)).Cached().Reads(tag)));
        Assert.Contains($"/clients/{{clientId}}/opportunities reads \"{tag}\":", error.Message);
        Assert.Contains(message, error.Message);
    }

    private static Task<Crm> StartAsync() => Crm.StartAsync((app, crm) => app.MapQuery("/clients/{clientId}/opportunities", (Guid clientId, CrmDb db) =>
    {
        crm.Ran($"{clientId}");
        return Crm.Titles(db, clientId);
    }).Cached().Reads("clients/{clientId}/opportunities"));
}
