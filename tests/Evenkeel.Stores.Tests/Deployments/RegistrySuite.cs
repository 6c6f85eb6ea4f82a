using Evenkeel.Stores.Tests.Databases;

namespace Evenkeel.Stores.Tests.Deployments;

/// <summary>Which build is current and which instances are there, as several builds on one database have it.</summary>
public abstract class RegistrySuite
{
    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task Builds_that_appear_at_once_get_distinct_epochs_and_agree_on_the_last()
    {
        await using var bed = await BedAsync();
        var instances = Enumerable.Range(1, 5).Select(number => bed.Add($"b{number}")).ToList();
        await Task.WhenAll(instances.Select(each => Task.Run(each.BeatAsync)));
        await Task.WhenAll(instances.Select(each => Task.Run(each.BeatAsync)));

        var epochs = (await bed.EpochsAsync()).ToList();
        Assert.Equal([1L, 2L, 3L, 4L, 5L], epochs.Select(each => each.Item2));
        Assert.All(instances, each => Assert.Equal(epochs[^1], each.Current));
    }

    [Fact]
    public async Task A_first_appearance_raises_the_epoch_and_a_restart_does_not()
    {
        await using var bed = await BedAsync();
        var first = await bed.StartAsync("b1");
        await first.LeaveAsync();
        var second = await bed.StartAsync("b2");
        var again = await bed.StartAsync("b1");
        Assert.Equal([("b2", 2L), ("b2", 2L)], [second.Current, again.Current]);
        Assert.Equal([("b1", 1L), ("b2", 2L)], await bed.EpochsAsync());
    }

    [Fact]
    public async Task An_activation_that_expects_another_deployment_does_nothing()
    {
        await using var bed = await BedAsync();
        await bed.StartAsync("b1");
        var registry = (await bed.StartAsync("b2")).Registry;
        Assert.False(await registry.ActivateAsync("b1", newest: 1, TestContext.Current.CancellationToken));
        Assert.Equal([("b1", 1L), ("b2", 2L)], await bed.EpochsAsync());
        Assert.True(await registry.ActivateAsync("b1", newest: 2, TestContext.Current.CancellationToken));
        Assert.Equal([("b2", 2L), ("b1", 3L)], await bed.EpochsAsync());
        Assert.Equal(3, await registry.ReadEpochAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_activations_at_once_that_expect_the_same_one_wins()
    {
        await using var bed = await BedAsync();
        var (first, second, third) = (await bed.StartAsync("b1"), await bed.StartAsync("b2"), await bed.StartAsync("b3"));
        for (var newest = 3L; newest < 13; newest++)
        {
            var expected = newest;
            var won = await Task.WhenAll(new[] { (first, "b1"), (second, "b2"), (third, "b3") }
                .Select(each => Task.Run(() => each.Item1.Registry.ActivateAsync(each.Item2, expected, TestContext.Current.CancellationToken))));
            Assert.Single(won, each => each);
            Assert.Equal(newest + 1, await first.Registry.ReadEpochAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task An_instance_that_stops_beating_is_not_there_after_a_lease()
    {
        await using var bed = await BedAsync();
        var silent = await bed.StartAsync("b1");
        var looking = await bed.StartAsync("b2");
        await bed.PassAsync(TimeSpan.FromSeconds(60), silent, looking);
        Assert.Equal(["b1", "b2"], looking.Live);

        await bed.PassAsync(TimeSpan.FromSeconds(15), looking);
        Assert.Equal(["b1", "b2"], looking.Live);
        await bed.PassAsync(TimeSpan.FromSeconds(5), looking);
        Assert.Equal(["b2"], looking.Live);

        await silent.BeatAsync();
        await looking.BeatAsync();
        Assert.Equal(["b1", "b2"], looking.Live);
    }

    [Fact]
    public async Task An_instance_that_leaves_is_gone_at_once_and_one_that_crashed_is_forgotten_in_time()
    {
        await using var bed = await BedAsync();
        var looking = await bed.StartAsync("b1");
        var leaving = await bed.StartAsync("b2");
        await bed.StartAsync("b3");
        await leaving.LeaveAsync();
        await looking.BeatAsync();
        Assert.Equal(["b1", "b3"], looking.Live);

        await bed.PassAsync(100 * TimeSpan.FromSeconds(20), looking);
        Assert.Equal(1, await bed.Database.CountAsync("evenkeel_instance"));
    }

    private async Task<RegistryBed> BedAsync() => await RegistryBed.CreateAsync(await CreateAsync());
}

public sealed class SqliteRegistryTests : RegistrySuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresRegistryTests : RegistrySuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
