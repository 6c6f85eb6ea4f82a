using System.Net.Http.Json;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Commands;

/// <summary>A consumer of messages in a real process, which dies after its command and before it can say so.</summary>
public abstract class ConsumerSuite
{
    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task A_message_that_comes_again_after_a_crash_is_not_handled_again()
    {
        await using var database = await CreateAsync();
        await using var server = await ServerProcess.StartAsync(TestServers.On(database));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.BaseAddress };
        var sentAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        await Assert.ThrowsAsync<HttpRequestException>(() => ConsumeAsync("m-1", die: true));
        Assert.Equal(1, await database.CountAsync("effects"));
        await server.RestartAsync();
        Assert.True((await ConsumeAsync("m-1", die: false)).Replayed);
        Assert.False((await ConsumeAsync("m-2", die: false)).Replayed);
        Assert.Equal(2, await database.CountAsync("effects"));

        async Task<Outcome> ConsumeAsync(string key, bool die)
        {
            using var answer = await http.PostAsync(new Uri($"/test/consume?key={key}&sentAt={sentAt}&die={die}", UriKind.Relative), null);
            return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Outcome>())!;
        }
    }

    [Fact]
    public async Task Of_duplicates_in_two_processes_one_takes_effect()
    {
        await using var database = await CreateAsync();
        var starting = new[] { ServerProcess.StartAsync(TestServers.On(database)), ServerProcess.StartAsync(TestServers.On(database)) };
        await using var one = await starting[0];
        await using var other = await starting[1];
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var sentAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var number = 0; number < 30; number++)
        {
            var path = $"test/consume?key=m-{number}&sentAt={sentAt}&die=false";
            var outcomes = await Task.WhenAll(new[] { one, other }.Select(async server =>
            {
                using var answer = await http.PostAsync(new Uri(server.BaseAddress, path), null);
                return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Outcome>())!;
            }));
            Assert.Single(outcomes, outcome => !outcome.Replayed);
            Assert.Equal(outcomes[0].Value, outcomes[1].Value);
        }

        Assert.Equal(30, await database.CountAsync("effects"));
    }

    private sealed record Outcome(long Value, bool Replayed);
}

public sealed class SqliteConsumerTests : ConsumerSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresConsumerTests : ConsumerSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
