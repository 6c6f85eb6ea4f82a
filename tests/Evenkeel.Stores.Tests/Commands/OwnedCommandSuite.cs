using Evenkeel.Protocol.Problems;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;

namespace Evenkeel.Stores.Tests.Commands;

/// <summary>A handler of two transactions, killed between them.</summary>
public abstract class OwnedCommandSuite
{
    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task One_that_was_killed_in_between_is_never_reported_as_done()
    {
        await using var database = await CreateAsync();
        await using var server = await ServerProcess.StartAsync(TestServers.On(database));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.BaseAddress };
        using var client = new OperationClient(server.BaseAddress);
        var (whole, cut) = (Operation(), Operation());
        Assert.Equal(201, (await client.SendAsync(whole))!.Status);

        (await http.PostAsync(new Uri("/test/gate?open=false", UriKind.Relative), null)).EnsureSuccessStatusCode();
        var first = client.SendAsync(cut);
        await Poll.UntilAsync(async () => await database.CountAsync("effects") == 3, TimeSpan.FromSeconds(30), () => "The first transaction was not committed.");
        var second = (await client.SendAsync(cut))!;
        Assert.True(second.Status == 503 && second.Is(ProblemCodes.OutcomeUnknown), second.ToString());
        await server.KillAsync();
        Assert.Null(await first);
        await server.StartAsync();

        var soon = (await client.SendAsync(cut))!;
        Assert.True(soon.Status == 503 && soon.Is(ProblemCodes.OutcomeUnknown), soon.ToString());
        Assert.Equal(1, await database.CountAsync("evenkeel_ledger WHERE state = 3"));
        await database.ExecuteAsync("UPDATE evenkeel_ledger SET kept_since = kept_since - 600001 WHERE state = 3");
        var later = (await client.SendAsync(cut))!;
        Assert.True(later.Status == 409 && later.Is(ProblemCodes.OutcomeLost), later.ToString());
        Assert.Equal(3, await database.CountAsync("effects"));

        Assert.True((await client.SendAsync(whole))!.Replayed);
        Assert.Equal(200, (await client.VoidAsync(cut))!.Status);
        Assert.True((await client.SendAsync(cut))!.Is(ProblemCodes.OperationVoid));
    }

    [Fact]
    public async Task Of_duplicates_sent_to_two_processes_at_once_one_starts()
    {
        await using var database = await CreateAsync();
        var starting = new[] { ServerProcess.StartAsync(TestServers.On(database)), ServerProcess.StartAsync(TestServers.On(database)) };
        await using var one = await starting[0];
        await using var other = await starting[1];
        using var toOne = new OperationClient(one.BaseAddress);
        using var toOther = new OperationClient(other.BaseAddress);
        for (var number = 0; number < 20; number++)
        {
            var operation = Operation();
            var answers = await Task.WhenAll(toOne.SendUntilAnsweredAsync(operation), toOther.SendUntilAnsweredAsync(operation));
            Assert.All(answers, answer => Assert.Equal(201, answer.Status));
            Assert.Single(answers, answer => !answer.Replayed);
        }

        Assert.Equal(40, await database.CountAsync("effects"));
    }

    private static TestOperation Operation() => new() { Path = "/api/effects/owned" };
}

public sealed class SqliteOwnedCommandTests : OwnedCommandSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresOwnedCommandTests : OwnedCommandSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
