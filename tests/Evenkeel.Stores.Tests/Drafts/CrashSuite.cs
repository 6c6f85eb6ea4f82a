using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Drafts;

/// <summary>A real server, killed at each moment of the command that consumes: the draft is gone if the effect is there, and otherwise as it was.</summary>
public abstract class CrashSuite
{
    protected abstract Task<TestDatabase> CreateAsync();

    [Theory]
    [InlineData("received")]
    [InlineData("inserted")]
    [InlineData("committing")]
    [InlineData("committed")]
    [InlineData("answering")]
    [Trait("Show", "5.7")]
    public async Task A_killed_server_has_consumed_the_draft_exactly_if_the_command_took_effect(string moment)
    {
        await using var database = await CreateAsync();
        await using var server = await ServerProcess.StartAsync(TestServers.On(database));
        using var client = new DraftClient(server.BaseAddress);
        Assert.Equal(200, (await client.SaveAsync("draft", 0, "1")).Status);
        await server.KillAsync();
        var stopped = server.UntilPrintedAsync(line => line == $"stopped at {moment}", TimeSpan.FromMinutes(2));
        await server.StartAsync("--stop-at", $"{moment}:1");

        var operation = new TestOperation();
        var cut = Assert.ThrowsAnyAsync<Exception>(() => client.CommandAsync(operation, "draft;1"));
        await stopped;
        await server.KillAsync();
        await cut;
        await server.StartAsync();

        var effects = await database.CountAsync("effects");
        Assert.Equal(effects == 1 ? new DraftState(1, null, "") : new DraftState(1, "1", ""), await client.ReadAsync("draft"));
        var answer = await client.CommandAsync(operation, "draft;1");
        Assert.Equal((201, effects == 1), (answer.Status, answer.Replayed));
        Assert.Equal((1, new DraftState(1, null, "")), (await database.CountAsync("effects"), await client.ReadAsync("draft")));
        Assert.Equal(410, (await client.SaveAsync("draft", 0, "1")).Status);
    }
}

public sealed class SqliteCrashTests : CrashSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresCrashTests : CrashSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
