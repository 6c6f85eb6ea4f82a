using System.Globalization;
using System.Text.Json;
using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.Protocol;
using Evenkeel.Stores.Tests.Databases;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>A client that goes from instance to instance never reads what is older than what it has seen, though none of them tells the others.</summary>
public abstract class SeenSuite
{
    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "4.2")]
    public async Task What_one_node_writes_another_reads_at_once_with_the_token_and_only_with_it()
    {
        await using var database = await CreateAsync();
        await using var a = await SeenNode.StartAsync(database);
        await using var b = await SeenNode.JoinAsync(database);
        var count = (await b.ReadAsync()).Count;
        foreach (var way in (string[])["/products", "/adopted", "flush", "/products", "/adopted", "flush"])
        {
            var seen = way == "flush" ? await a.FlushAsync() : await a.WriteAsync(way);
            var written = count + (way == "flush" ? 2 : 1);
            Assert.Equal(count, (await b.ReadAsync()).Count);
            var read = await b.ReadAsync(seen);
            Assert.Equal(written, read.Count);
            Assert.Equal(read.Tags, (await a.ReadAsync(read.Seen)).Tags);
            count = written;
        }

        // Once it is there, a token costs no run and no look.
        var (runs, last) = (b.Runs, (await b.ReadAsync()).Seen);
        var applied = b.Feed.Applied;
        Assert.Equal(count, (await b.ReadAsync(last)).Count);
        Assert.Equal((runs, applied), (b.Runs, b.Feed.Applied));
    }

    [Fact]
    [Trait("Show", "4.2")]
    public async Task Reads_never_go_back_over_random_nodes_and_without_the_token_they_do()
    {
        await using var database = await CreateAsync();
        await using var a = await SeenNode.StartAsync(database);
        await using var b = await SeenNode.JoinAsync(database);
        await using var c = await SeenNode.JoinAsync(database);
        SeenNode[] nodes = [a, b, c];
        Assert.True(await StepsBackAsync(nodes, seed: 4, withToken: false) > 0);
        for (var seed = 1; seed <= 3; seed++)
        {
            Assert.Equal(0, await StepsBackAsync(nodes, seed, withToken: true));
        }
    }

    [Fact]
    [Trait("Show", "4.2")]
    public async Task What_was_read_past_the_cache_is_behind_no_later_hit()
    {
        await using var database = await CreateAsync();
        await using var a = await SeenNode.StartAsync(database);
        await using var b = await SeenNode.JoinAsync(database);
        var before = (await b.ReadAsync()).Count;
        await a.WriteAsync();
        var uncached = await b.ReadAsync(path: "/uncached");
        Assert.Equal(before + 1, uncached.Count);
        Assert.Equal(before + 1, (await a.ReadAsync(uncached.Seen)).Count);
        Assert.Equal(before + 1, (await b.ReadAsync(uncached.Seen)).Count);
    }

    [Fact]
    public async Task A_strict_query_needs_no_token()
    {
        await using var database = await CreateAsync();
        await using var a = await SeenNode.StartAsync(database);
        await using var b = await SeenNode.JoinAsync(database);
        var before = (await b.ReadAsync(path: "/strict")).Count;
        await a.WriteAsync();
        Assert.Equal(before + 1, (await b.ReadAsync(path: "/strict")).Count);
        var runs = b.Runs;
        Assert.Equal(before + 1, (await b.ReadAsync(path: "/strict")).Count);
        Assert.Equal(runs, b.Runs);
    }

    [Fact]
    public async Task Tokens_from_before_a_restore_read_fresh_and_are_replaced()
    {
        await using var database = await CreateAsync();
        await using var a = await SeenNode.StartAsync(database);
        await using var b = await SeenNode.JoinAsync(database);
        var token = await a.WriteAsync();
        await b.ReadAsync(token);
        await database.ExecuteAsync("UPDATE evenkeel_feed SET value = 'another' WHERE name = 'incarnation'");
        await b.LookAsync();
        await b.ReadAsync();
        var runs = b.Runs;
        var fresh = await b.ReadAsync(token);
        Assert.Equal((1, runs + 1), (fresh.Count, b.Runs));
        Assert.NotEqual(token.Split('.')[0], fresh.Seen!.Split('.')[0]);
        await b.ReadAsync(fresh.Seen);
        Assert.Equal(runs + 1, b.Runs);
    }

    [Fact]
    public async Task A_page_hears_from_one_node_what_another_has_changed()
    {
        await using var database = await CreateAsync();
        await using var a = await SeenNode.StartAsync(database);
        await using var b = await SeenNode.JoinAsync(database);
        var read = await b.ReadAsync();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var stream = await OpenAsync(b, read.Tags!, read.Seen!, late.Token);
        await a.WriteAsync();
        await b.LookAsync();
        var (tags, seen) = await NextAsync(stream, late.Token);
        Assert.NotEmpty(tags.Intersect(read.Tags!.Split(',')));
        Assert.Equal(read.Count + 1, (await b.ReadAsync(seen)).Count);

        // And a page that comes later, to either of them.
        foreach (var node in (SeenNode[])[a, b])
        {
            using var missed = await OpenAsync(node, read.Tags!, read.Seen!, late.Token);
            Assert.NotEmpty((await NextAsync(missed, late.Token)).Tags.Intersect([.. read.Tags!.Split(','), TagHashes.Everything]));
        }
    }

    private static async Task<int> StepsBackAsync(SeenNode[] nodes, int seed, bool withToken)
    {
        var random = new Random(seed);
        var (back, most, token) = (0, 0, (string?)null);
        for (var step = 0; step < 60; step++)
        {
            var node = nodes[random.Next(nodes.Length)];
            if (random.Next(3) == 0)
            {
                // Somebody else's: the client hears of it by reading.
                await node.WriteAsync();
                continue;
            }

            var (count, seen, _) = await node.ReadAsync(withToken ? token : null, random.Next(4) == 0 ? "/uncached" : "/products");
            back += count < most ? 1 : 0;
            (most, token) = (Math.Max(most, count), Later(token, seen));
        }

        return back;
    }

    // As every client does it.
    private static string? Later(string? one, string? other) =>
        one is null || other is null ? other ?? one
        : one.Split('.')[0] != other.Split('.')[0] || Position(other) >= Position(one) ? other : one;

    private static long Position(string token) => long.Parse(token.Split('.')[1], CultureInfo.InvariantCulture);

    private static async Task<StreamReader> OpenAsync(SeenNode node, string tags, string seen, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/_evenkeel/events", UriKind.Relative)) { Content = new StringContent(JsonSerializer.Serialize(new { reads = tags.Split(',') })) };
        request.Headers.Add(KeelHeaders.Protocol, "3");
        request.Headers.Add(KeelHeaders.Seen, seen);
        var answer = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(cancel));
    }

    private static async Task<(string[] Tags, string Seen)> NextAsync(StreamReader stream, CancellationToken cancel)
    {
        while (await stream.ReadLineAsync(cancel) != "event: changes")
        {
        }

        var changes = JsonElement.Parse((await stream.ReadLineAsync(cancel))!["data: ".Length..]);
        return ([.. changes.GetProperty("tags").EnumerateArray().Select(each => each.GetString()!)], changes.GetProperty("seen").GetString()!);
    }
}

public sealed class SqliteSeenTests : SeenSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresSeenTests : SeenSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
