using System.Text.Json;
using Evenkeel.AspNetCore.Tests.Coherence.Queries;
using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Coherence.Tokens;

/// <summary>What queries say they depend on, and commands that they have changed.</summary>
public sealed class ChangedTests
{
    [Fact]
    public async Task A_command_names_what_it_made_stale_and_no_more()
    {
        await using var crm = await SeenApp.StartAsync();
        var (acme, bolt) = (await crm.ReadAsync(SeenApp.List(Crm.Acme)), await crm.ReadAsync(SeenApp.List(Crm.Bolt)));
        Assert.Equal(acme.Tags(), (await crm.ReadAsync(SeenApp.List(Crm.Acme))).Tags());
        Assert.All(acme.Tags(), hash => Assert.Matches("^[A-Za-z0-9_-]{16}$", hash));

        var created = (await crm.CreateAsync(Crm.Acme, "One")).Changed()!;
        Assert.NotEmpty(created.Intersect(acme.Tags()));
        Assert.Empty(created.Intersect(bolt.Tags()));

        // Nobody knows whose rows it changed.
        var bulk = (await crm.CommandAsync("/bulk")).Changed()!;
        Assert.NotEmpty(bulk.Intersect(acme.Tags()));
        Assert.NotEmpty(bulk.Intersect(bolt.Tags()));
    }

    [Fact]
    public async Task What_changes_nothing_says_nothing()
    {
        await using var crm = await SeenApp.StartAsync();
        Assert.Null((await crm.CommandAsync("/idle")).Changed());
        var refused = await crm.CommandAsync("/refused");
        Assert.Equal((400, null), (refused.Status, refused.Changed()));
        Assert.Null((await crm.ReadAsync("/uncached")).Changed());
        var stranger = await crm.SendAsync(new Call { Path = "/many/1", Id = Call.NewId(), FromRuntime = false });
        Assert.Equal((200, null, null), (stranger.Status, stranger.Changed(), stranger.Seen()));
        var plain = await crm.SendAsync(new Call { Path = "/plain" });
        Assert.Equal((200, null, null), (plain.Status, plain.Changed(), plain.Seen()));
        Assert.NotNull((await crm.SendAsync(new Call { Path = "/many/1" })).Changed());
    }

    [Fact]
    public async Task Too_much_and_what_was_done_before_is_everything()
    {
        await using var crm = await SeenApp.StartAsync();
        Assert.Equal(["*"], (await crm.CommandAsync("/many/70")).Changed()!);
        var id = Call.NewId();
        Assert.NotEqual(["*"], (await crm.CommandAsync("/many/3", id)).Changed()!);
        var replayed = await crm.CommandAsync("/many/3", id);
        Assert.True(replayed.Replayed);
        Assert.Equal(["*"], replayed.Changed()!);
        Assert.NotNull(replayed.Seen());
    }

    [Fact]
    public async Task Tenants_have_hashes_of_their_own()
    {
        await using var crm = await SeenApp.StartAsync();
        var list = SeenApp.List(Crm.Acme);
        var (one, two) = (await crm.ReadAsync(list, tenant: "one"), await crm.ReadAsync(list, tenant: "two"));
        Assert.Empty(one.Tags().Intersect(two.Tags()));
        var created = (await crm.CreateAsync(Crm.Acme, "Of two", "two")).Changed()!;
        Assert.NotEmpty(created.Intersect(two.Tags()));
        Assert.Empty(created.Intersect(one.Tags()));
    }

    [Fact]
    public async Task Lines_of_a_flush_say_the_same()
    {
        await using var crm = await SeenApp.StartAsync();
        var acme = (await crm.ReadAsync(SeenApp.List(Crm.Acme))).Tags();
        var (first, second) = (Call.NewId(), Call.NewId());
        string[] lines =
        [
            Op.Line("/opportunities", first, $$"""{"clientId":"{{Crm.Acme}}","title":"One"}"""),
            Op.Line("/idle"),
            Op.Line("/adopted", second),
            Op.Line("/refused"),
        ];
        var flush = await FlushAsync(crm, lines);
        flush.AssertStatuses(200, 200, 200, 400);
        Assert.NotEmpty(Changed(flush.Lines[0])!.Intersect(acme));
        Assert.NotNull(Changed(flush.Lines[2]));
        Assert.Empty(Changed(flush.Lines[2])!.Intersect(Changed(flush.Lines[0])!.Where(hash => acme.Contains(hash))));
        var seen = flush.Lines[0].GetProperty("seen").GetString()!;
        Assert.Equal("[\"One\"]", (await crm.ReadAsync(SeenApp.List(Crm.Acme), seen)).Text);
        Assert.Null(Changed(flush.Lines[3]));

        var again = await FlushAsync(crm, lines);
        Assert.True(again.Replayed(0));
        Assert.Equal(["*"], Changed(again.Lines[0])!);
        Assert.True(again.Lines[0].TryGetProperty("seen", out _));

        var stranger = await FlushAsync(crm, [Op.Line("/many/1")], fromRuntime: false);
        Assert.Null(Changed(stranger.Lines[0]));
        Assert.False(stranger.Lines[0].TryGetProperty("seen", out _));
    }

    [Fact]
    public async Task Commands_that_share_a_commit_each_name_at_least_their_own()
    {
        await using var crm = await SeenApp.StartAsync();
        Guid[] clients = [.. Enumerable.Range(0, 16).Select(_ => Guid.CreateVersion7())];
        var reads = new List<string[]>();
        foreach (var client in clients)
        {
            reads.Add((await crm.ReadAsync(SeenApp.List(client))).Tags());
        }

        var answers = await Task.WhenAll(clients.Select(client => crm.CreateAsync(client, "New")));
        for (var i = 0; i < clients.Length; i++)
        {
            Assert.Equal(200, answers[i].Status);
            Assert.True(answers[i].Changed() is ["*"] || answers[i].Changed()!.Intersect(reads[i]).Any());
            Assert.Equal("[\"New\"]", (await crm.ReadAsync(SeenApp.List(clients[i]), answers[i].Seen())).Text);
        }
    }

    private static string[]? Changed(JsonElement line) => line.TryGetProperty("changed", out var changed) ? [.. changed.EnumerateArray().Select(each => each.GetString()!)] : null;

    private static async Task<FlushAnswer> FlushAsync(Crm crm, string[] lines, bool fromRuntime = true) => new(await crm.SendAsync(new Call
    {
        Path = "/_evenkeel/outbox",
        Body = string.Join('\n', lines) + "\n",
        ContentType = "application/x-ndjson",
        FromRuntime = fromRuntime,
    }));
}
