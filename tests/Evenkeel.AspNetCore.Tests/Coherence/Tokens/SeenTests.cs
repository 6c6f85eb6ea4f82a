using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Signing;
using Evenkeel.AspNetCore.Tests.Coherence.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Coherence.Tokens;

/// <summary>What answers say of how far they have seen, and what becomes of tokens that are none.</summary>
public sealed class SeenTests
{
    private static readonly string List = SeenApp.List(Crm.Acme);

    [Fact]
    public async Task Answers_that_touched_the_database_carry_a_token_and_others_none()
    {
        await using var crm = await SeenApp.StartAsync();
        var created = await crm.CreateAsync(Crm.Acme, "One");
        Assert.Matches("^[0-9a-z]{8,16}[.][0-9]+[.][A-Za-z0-9_-]{22}$", created.Seen());
        foreach (var path in (string[])[List, List, "/uncached", "/adopted", "/public"])
        {
            var answer = await crm.ReadAsync(path, created.Seen());
            Assert.True(path == "/public" ? answer.Seen() is null : SeenApp.Position(answer.Seen()!) >= SeenApp.Position(created.Seen()!), path);
            Assert.Equal(200, answer.Status);
        }

        Assert.Equal(1, crm.Runs());
        Assert.Equal(2, (await crm.ReadAsync(List, created.Seen(), headers: ("If-None-Match", "\"1\""))).Tags().Length);
        Assert.Null((await crm.ReadAsync("/nothing")).Seen());
        Assert.Null((await crm.CommandAsync("/idle")).Seen());
        Assert.NotNull((await crm.CommandAsync("/adopted")).Seen());
        var stranger = await crm.GetAsync(List);
        Assert.Null(stranger.Seen());
        Assert.DoesNotContain("Evenkeel-Tags", stranger.Headers.Keys);
    }

    [Fact]
    public async Task Positions_rise_with_what_a_command_changed()
    {
        await using var crm = await SeenApp.StartAsync();
        var before = SeenApp.Position((await crm.ReadAsync(List)).Seen()!);
        var created = SeenApp.Position((await crm.CreateAsync(Crm.Acme, "One")).Seen()!);
        Assert.True(created > before);
        Assert.True(SeenApp.Position((await crm.ReadAsync(List)).Seen()!) >= created);
    }

    public static TheoryData<string> Bad => new("", ".", "..", "garbage", "a.b.c", "a.1.c.d", new string('x', 10_240), "0123456789ab.99999999999999999999999.sig", "0123456789ab.-1.sig");

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_is_no_token_is_never_an_error_and_reads_fresh(string token)
    {
        await using var crm = await SeenApp.StartAsync();
        await crm.CreateAsync(Crm.Acme, "One");
        await crm.ReadAsync(List);
        await AssertFreshAsync(crm, token);
    }

    [Fact]
    public async Task What_is_forged_is_not_trusted_and_reads_fresh()
    {
        await using var crm = await SeenApp.StartAsync();
        await using var other = await SeenApp.StartAsync();
        var token = (await crm.CreateAsync(Crm.Acme, "One")).Seen()!;
        await crm.ReadAsync(List);
        var parts = token.Split('.');
        await AssertFreshAsync(crm, $"{parts[0]}.{SeenApp.Position(token) - 1}.{parts[2]}");
        await AssertFreshAsync(crm, $"{parts[0]}.{parts[1]}.{parts[2][..^1]}");
        await AssertFreshAsync(crm, $"{parts[0]}.0{parts[1]}.{parts[2]}");
        // Of another application: its key and its history are its own.
        await AssertFreshAsync(crm, (await other.CreateAsync(Crm.Acme, "Elsewhere")).Seen()!);
        // Of the same key, and of a history that is over.
        var keys = crm.Host.Services.GetRequiredService<ISigningKeys>();
        await AssertFreshAsync(crm, await new SeenTokens(keys, new TestCoherence(new AspNetCore.Coherence.Tags.TagTable()) { Incarnation = "restored" }).WriteAsync(1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_position_that_is_never_reached_reads_fresh_for_as_long_as_it_is_brought()
    {
        await using var crm = await SeenApp.StartAsync();
        await crm.ReadAsync(List);
        var beyond = await crm.Host.Services.GetRequiredService<SeenTokens>().WriteAsync(crm.Host.Services.GetRequiredService<ICoherence>().Applied + 1_000, TestContext.Current.CancellationToken);
        await AssertFreshAsync(crm, beyond);
        await AssertFreshAsync(crm, beyond);
    }

    [Fact]
    public async Task A_token_gives_nobody_the_answer_of_another_tenant_or_user()
    {
        await using var crm = await SeenApp.StartAsync();
        await crm.CreateAsync(Crm.Acme, "One");
        var mine = await crm.ReadAsync("/mine", tenant: "one");
        var theirs = await crm.ReadAsync("/mine", mine.Seen(), tenant: "two", user: "bob");
        Assert.Equal(200, theirs.Status);
        Assert.DoesNotContain("alice", theirs.Text);
        Assert.Empty(mine.Tags().Intersect(theirs.Tags()));
    }

    // And its answer brings a token that is good, so that the next one is a hit.
    private static async Task AssertFreshAsync(Crm crm, string token)
    {
        var runs = crm.Runs();
        var fresh = await crm.ReadAsync(List, token);
        Assert.Equal((200, runs + 1), (fresh.Status, crm.Runs()));
        Assert.Equal(2, fresh.Tags().Length);
        Assert.Equal(fresh.Text, (await crm.ReadAsync(List, fresh.Seen())).Text);
        Assert.Equal(runs + 1, crm.Runs());
    }
}
