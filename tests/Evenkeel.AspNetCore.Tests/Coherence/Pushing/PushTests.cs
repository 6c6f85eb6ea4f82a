using System.Text.Json;
using Evenkeel.AspNetCore.Coherence.Pushing;
using Evenkeel.AspNetCore.Coherence.Tags;
using Evenkeel.AspNetCore.Tests.Coherence.Queries;
using Evenkeel.AspNetCore.Tests.Coherence.Tokens;
using Evenkeel.AspNetCore.Tests.Deployments;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Coherence.Pushing;

/// <summary>What the event stream tells of changes, and what it does not.</summary>
public sealed class PushTests
{
    [Fact]
    public async Task A_page_hears_of_changes_of_what_it_has_read_and_of_nothing_else()
    {
        await using var crm = await SeenApp.StartAsync();
        var acme = await crm.ReadAsync(SeenApp.List(Crm.Acme));
        using var stream = await OpenAsync(crm, acme.Tags(), acme.Seen());
        // Of another list, of another table: not even that something changed.
        await crm.CreateAsync(Crm.Bolt, "Elsewhere");
        await crm.AddAsync(Crm.Acme, "Anna", "contacts");
        await crm.CreateAsync(Crm.Acme, "One");
        var (tags, seen) = await NextAsync(stream);
        Assert.Single(tags);
        Assert.Contains(tags[0], acme.Tags());
        Assert.Equal("[\"One\"]", (await crm.ReadAsync(SeenApp.List(Crm.Acme), seen)).Text);

        await crm.CommandAsync("/bulk");
        Assert.Contains((await NextAsync(stream)).Tags[0], acme.Tags());
    }

    [Fact]
    public async Task A_page_hears_nothing_by_the_hashes_of_another_tenant()
    {
        await using var crm = await SeenApp.StartAsync();
        var (one, two) = (await crm.ReadAsync(SeenApp.List(Crm.Acme), tenant: "one"), await crm.ReadAsync(SeenApp.List(Crm.Bolt), tenant: "two"));
        using var stream = await OpenAsync(crm, [.. one.Tags(), .. two.Tags()], tenant: "two");
        await crm.CreateAsync(Crm.Acme, "What one has read");
        await crm.CreateAsync(Crm.Bolt, "What two has read");
        var (tags, _) = await NextAsync(stream);
        Assert.Empty(tags.Intersect(one.Tags()));
        Assert.NotEmpty(tags.Intersect(two.Tags()));
    }

    [Fact]
    public async Task A_page_that_comes_with_a_token_is_told_at_once_what_has_changed_since()
    {
        await using var crm = await SeenApp.StartAsync();
        var acme = await crm.ReadAsync(SeenApp.List(Crm.Acme));
        await crm.CreateAsync(Crm.Bolt, "Elsewhere");
        var created = await crm.CreateAsync(Crm.Acme, "Missed");
        using (var stream = await OpenAsync(crm, acme.Tags(), acme.Seen()))
        {
            Assert.NotEmpty((await NextAsync(stream)).Tags.Intersect(acme.Tags()));
        }

        // What it has seen it is not told again.
        using (var stream = await OpenAsync(crm, acme.Tags(), created.Seen()))
        {
            await crm.CommandAsync("/bulk");
            Assert.DoesNotContain((await NextAsync(stream)).Tags[0], created.Changed()!);
        }

        using var forged = await OpenAsync(crm, acme.Tags(), "0123456789ab.1.forged");
        Assert.Equal(["*"], (await NextAsync(forged)).Tags);
    }

    [Fact]
    public async Task When_the_node_forgets_all_every_page_is_told_so()
    {
        await using var crm = await SeenApp.StartAsync();
        using var stream = await OpenAsync(crm, (await crm.ReadAsync(SeenApp.List(Crm.Acme))).Tags());
        crm.Host.Services.GetRequiredService<TagTable>().InvalidateAll();
        Assert.Equal(["*"], (await NextAsync(stream)).Tags);
    }

    [Theory]
    [InlineData("null", 400, "null")]
    [InlineData("{}", 400, "reads")]
    [InlineData("""{"reads":null}""", 400, "reads")]
    [InlineData("""{"reads":["a",null]}""", 400, "reads[1] is not a text of 1 to 32 characters.")]
    [InlineData("""{"reads":["123456789012345678901234567890123"]}""", 400, "reads[0] is not a text of 1 to 32 characters.")]
    [InlineData("1001", 400, "'reads' has 1001 hashes; the limit is 1000.")]
    [InlineData("65537", 413, "65536 bytes")]
    [InlineData("1000", 200, null)]
    public async Task Bad_bodies_are_refused_with_the_limit(string body, int status, string? detail)
    {
        await using var crm = await SeenApp.StartAsync();
        body = body switch
        {
            "1000" or "1001" => JsonSerializer.Serialize(new { reads = Enumerable.Repeat("abcdefghijklmnop", int.Parse(body, System.Globalization.CultureInfo.InvariantCulture)) }),
            "65537" => new string(' ', 65_537),
            _ => body,
        };
        using var message = Watch(body).ToMessage();
        using var response = await crm.Host.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(status, (int)response.StatusCode);
        if (detail is not null)
        {
            Assert.Contains(detail, (await Answer.ReadAsync(response)).Json.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Who_has_gone_is_forgotten()
    {
        await using var crm = await SeenApp.StartAsync();
        var streams = crm.Host.Services.GetRequiredService<ChangeStreams>();
        using (await OpenAsync(crm, ["abcdefghijklmnop"]))
        {
            Assert.Equal(1, streams.Count);
        }

        await Poll.UntilAsync(() => streams.Count == 0, TimeSpan.FromSeconds(20), "the stream to be forgotten");
        Assert.Null(crm.Host.Services.GetRequiredService<RecentChanges>().Happened);
    }

    private static async Task<OpenStream> OpenAsync(Crm crm, string[] reads, string? seen = null, string? tenant = null)
    {
        var stream = await OpenStream.OpenAsync(crm.Host.Http, Watch(JsonSerializer.Serialize(new { reads }), seen, tenant));
        await stream.Commented;
        return stream;
    }

    private static Call Watch(string body, string? seen = null, string? tenant = null) =>
        new() { Path = "/_evenkeel/events", Body = body, Tenant = tenant, Headers = seen is null ? new Dictionary<string, string>() : new() { [KeelHeaders.Seen] = seen } };

    private static async Task<(string[] Tags, string Seen)> NextAsync(OpenStream stream)
    {
        while (true)
        {
            // Data alone, and no id: the page's last one is that of a deployment.
            if (await stream.NextAsync() is ["event: changes", var data])
            {
                var changes = JsonElement.Parse(data["data: ".Length..]);
                return ([.. changes.GetProperty("tags").EnumerateArray().Select(each => each.GetString()!)], changes.GetProperty("seen").GetString()!);
            }
        }
    }
}
