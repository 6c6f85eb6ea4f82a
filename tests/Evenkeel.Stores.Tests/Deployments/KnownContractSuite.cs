using System.Text.Json.Nodes;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.Protocol.Contracts;
using Evenkeel.Stores.Tests.Databases;

namespace Evenkeel.Stores.Tests.Deployments;

/// <summary>What the database remembers of contracts: whose they are, and who called under them.</summary>
public abstract class KnownContractSuite
{
    private const string Converted = "0123456789abcdef";

    private static readonly Contract Add = ContractOf("POST /api/notes", """{"type":"object","properties":{"text":{"type":"string","maxLength":20}},"required":["text"]}""");
    private static readonly Contract List = ContractOf("GET /api/notes", """{"type":"object"}""");

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task Those_of_a_build_are_read_by_another_with_those_that_it_converts()
    {
        await using var bed = await BedAsync();
        await bed.Add("b1").Registry.AddAsync("b1", "page-1", new TakenContracts([Add, List], [Converted]), TestContext.Current.CancellationToken);
        // It appears again, with one more that it converts.
        await bed.Add("b1").Registry.AddAsync("b1", "page-1", new TakenContracts([Add, List], [Converted, "fedcba9876543210"]), TestContext.Current.CancellationToken);

        var registry = bed.Add("b2").Registry;
        var read = await registry.ReadContractsAsync("b1", TestContext.Current.CancellationToken);
        Assert.Equal(new[] { Add.Id, List.Id }.Order(), read.Own.Select(each => each.Id).Order());
        Assert.Equal([Converted, "fedcba9876543210"], read.Converted.Order());
        var found = await registry.FindContractAsync(Add.Id, TestContext.Current.CancellationToken);
        Assert.Equal((Add.Action, Add.InputSchema, Add.Id), (found?.Action, found?.InputSchema, found?.Id));
    }

    [Fact]
    public async Task Nobody_has_one_that_is_only_converted_and_a_build_that_nobody_knows_takes_none()
    {
        await using var bed = await BedAsync();
        var registry = bed.Add("b1").Registry;
        await registry.AddAsync("b1", page: null, new TakenContracts([Add], [Converted]), TestContext.Current.CancellationToken);
        Assert.Null(await registry.FindContractAsync(Converted, TestContext.Current.CancellationToken));
        var unknown = await registry.ReadContractsAsync("b7", TestContext.Current.CancellationToken);
        Assert.Empty(unknown.Own);
        Assert.Empty(unknown.Converted);
    }

    [Fact]
    public async Task Calls_add_up_over_instances_and_days_and_are_purged()
    {
        await using var bed = await BedAsync();
        var (first, second) = (bed.Add("b1"), bed.Add("b1"));
        await first.Registry.AddAsync("b1", page: null, new TakenContracts([Add, List], []), TestContext.Current.CancellationToken);
        await CallAsync(first, (Add, "page-1"), (Add, "page-1"), (List, ""));
        await CallAsync(second, (Add, "page-1"), (Add, "page-2"));
        var day = Today(bed);
        bed.Clock.Advance(TimeSpan.FromDays(1));
        await CallAsync(second, (Add, "page-1"));

        Assert.Equal(
            new[] { (List.Id, "", 1L, day), (Add.Id, "page-1", 4L, day.AddDays(1)), (Add.Id, "page-2", 1L, day) }.Order(),
            await ReadAsync(first));

        // Of the first day nothing is left, of the second all.
        bed.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal([(Add.Id, "page-1", 1L, day.AddDays(1))], await ReadAsync(second));
        await CallAsync(first, (List, "page-3"));
        Assert.Equal(2, await bed.Database.CountAsync("evenkeel_seen"));
    }

    [Fact]
    public async Task Two_instances_that_store_at_once_lose_no_call()
    {
        await using var bed = await BedAsync();
        var instances = Enumerable.Range(0, 4).Select(_ => bed.Add("b1")).ToList();
        await instances[0].Registry.AddAsync("b1", page: null, new TakenContracts([Add], []), TestContext.Current.CancellationToken);
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(instances.Select(each => Task.Run(() => CallAsync(each, (Add, "page-1")))));
        }

        Assert.Equal([(Add.Id, "page-1", 40L, Today(bed))], await ReadAsync(instances[1]));
    }

    private static async Task CallAsync(Instance instance, params (Contract Contract, string Page)[] calls)
    {
        foreach (var (contract, page) in calls)
        {
            instance.Seen.Count(contract.Id, page);
        }

        await instance.Seen.StoreAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<IEnumerable<(string, string, long, DateOnly)>> ReadAsync(Instance instance) =>
        (await instance.Seen.ReadAsync(TestContext.Current.CancellationToken)).Select(each => (each.Contract.Id, each.Page, each.Calls, each.LastDay)).Order();

    private static DateOnly Today(RegistryBed bed) => DateOnly.FromDateTime(bed.Clock.GetUtcNow().UtcDateTime);

    private static Contract ContractOf(string action, string body) =>
        new(action, new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["body"] = JsonNode.Parse(body) } }, output: null);

    private async Task<RegistryBed> BedAsync() => await RegistryBed.CreateAsync(await CreateAsync());
}

public sealed class SqliteKnownContractTests : KnownContractSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresKnownContractTests : KnownContractSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
