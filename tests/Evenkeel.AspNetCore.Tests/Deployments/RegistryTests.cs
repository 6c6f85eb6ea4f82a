using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Deployments;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Evenkeel.AspNetCore.Tests.Deployments;

/// <summary>Which build is current: the order of builds in one database.</summary>
public sealed class RegistryTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public async Task A_build_becomes_current_when_it_first_appears_and_not_by_a_restart()
    {
        await using (var first = await StartAsync("b1"))
        {
            Assert.Equal(("b1", 1), Of(first));
        }

        await using var second = await StartAsync("b2");
        Assert.Equal(("b2", 2), Of(second));
        await using var again = await StartAsync("b1");
        Assert.Equal(("b2", 2), Of(again));
        await using var third = await StartAsync("b3");
        await again.BeatAsync();
        Assert.Equal([("b3", 3), ("b3", 3)], [Of(third), Of(again)]);
    }

    [Fact]
    public async Task Builds_that_appear_at_once_have_an_order()
    {
        var apps = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => StartAsync($"b{number}")));
        foreach (var app in apps)
        {
            await app.BeatAsync();
        }

        Assert.Single(apps.Select(Of).Distinct());
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], _database.Query("SELECT epoch FROM evenkeel_build ORDER BY epoch").Select(row => (long)row[0]));
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_earlier_build_returns_when_no_later_one_has_been_there_for_a_lease()
    {
        await using var first = await StartAsync("b1");
        var second = await StartAsync("b2");
        await BeatFor(TimeSpan.FromSeconds(60), first, second);
        Assert.Equal(("b2", 2), Of(first));

        // It crashes: it neither beats nor leaves.
        await BeatFor(TimeSpan.FromSeconds(15), first);
        Assert.Equal(("b2", 2), Of(first));
        await BeatFor(TimeSpan.FromSeconds(10), first);
        Assert.Equal(("b1", 3), Of(first));

        await second.BeatAsync();
        Assert.Equal(("b1", 3), Of(second));
        await second.DisposeAsync();
    }

    [Fact]
    public async Task A_new_instance_does_not_bring_its_build_back_before_it_can_know_who_is_there()
    {
        await using (await StartAsync("b1"))
        {
        }

        await using var second = await StartAsync("b2");
        await using var first = await StartAsync("b1");
        // The other one beats, but this one has not seen it do so yet.
        await first.BeatAsync();
        await BeatFor(TimeSpan.FromSeconds(60), first, second);
        Assert.Equal(("b2", 2), Of(first));
    }

    [Fact]
    [Trait("Show", "3.2")]
    public async Task A_build_that_is_just_appearing_is_not_taken_for_one_whose_instances_are_gone()
    {
        await using var first = await StartAsync("b1");
        await BeatFor(TimeSpan.FromSeconds(60), first);
        // The other one beats at the very moment at which the newer build is there and has told nothing more.
        await using var second = await Builds.StartAsync("b2", _database, Builds.First, clock: _clock, services: all =>
        {
            var made = all.Single(service => service.ServiceType == typeof(IBuildRegistry)).ImplementationFactory!;
            all.Replace(ServiceDescriptor.Singleton<IBuildRegistry>(services => new InterruptedRegistry((IBuildRegistry)made(services), first.BeatAsync)));
        });
        Assert.Equal([("b2", 2), ("b2", 2)], [Of(first), Of(second)]);
    }

    [Fact]
    public async Task Activation_brings_back_a_build_that_was_never_stopped_and_it_stays()
    {
        await using var first = await StartAsync("b1");
        await using var second = await StartAsync("b2");
        var current = await second.Services.GetRequiredService<IDeployments>().ActivateAsync("b1");
        Assert.Equal(("b1", 3), (current.Build, current.Epoch));
        await BeatFor(TimeSpan.FromSeconds(60), first, second);
        Assert.Equal([("b1", 3), ("b1", 3)], [Of(first), Of(second)]);
        Assert.Equal(3, (await first.Services.GetRequiredService<IDeployments>().ActivateAsync("b1")).Epoch);

        var unknown = await Assert.ThrowsAsync<ArgumentException>(() => first.Services.GetRequiredService<IDeployments>().ActivateAsync("b7"));
        Assert.Contains("No build 'b7' was ever live. Known are: b1, b2.", unknown.Message);
    }

    [Fact]
    public async Task An_instance_that_stands_by_does_not_keep_pages_from_what_is_current()
    {
        await using var first = await StartAsync("b1", page: "p1");
        await using var second = await StartAsync("b2", page: "p2");
        // Both have just started, and either may be about to serve.
        Assert.True(IsRolling(second));
        await BeatFor(TimeSpan.FromSeconds(60), first, second);
        Assert.False(IsRolling(second));

        // Pages still reach the first one.
        for (var minute = 0; minute < 3; minute++)
        {
            await BeatFor(TimeSpan.FromSeconds(20), first, second);
            await first.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/version", Headers = new Dictionary<string, string> { [KeelHeaders.Deployment] = "p1" } });
            await BeatFor(TimeSpan.FromSeconds(20), first, second);
            Assert.True(IsRolling(second));
        }

        // Not any more, though it runs on and is asked for its health.
        await first.SendAsync(new Call { Method = "GET", Path = "/healthz" });
        await BeatFor(TimeSpan.FromSeconds(60), first, second);
        Assert.False(IsRolling(second));
        Assert.Contains("b1", second.Services.GetRequiredService<DeploymentState>().Now.LiveBuilds.AsEnumerable());
    }

    [Fact]
    public async Task Whoever_waits_is_told_of_an_activation()
    {
        await using var first = await StartAsync("b1");
        await using var second = await StartAsync("b2");
        var changed = first.Services.GetRequiredService<DeploymentState>().Changed;
        await first.BeatAsync();
        await changed.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Without_tables_an_instance_knows_itself_alone()
    {
        await using var app = await TestApp.StartAsync(_ => { }, new TestAppOptions { Database = _database, Context = static (services, use) => services.AddDbContext<NotesDb>(db => use(db)) });
        await app.BeatAsync();
        Assert.True(BuildName.IsValid(app.Services.GetRequiredService<IDeployments>().Build));
    }

    private static (string, long) Of(TestApp app) => app.Services.GetRequiredService<IDeployments>().Current is { } current ? (current.Build, current.Epoch) : ("", 0);

    private static bool IsRolling(TestApp app) => app.Services.GetRequiredService<DeploymentState>().Now.IsRolling;

    private Task<TestApp> StartAsync(string build, string? page = null) => Builds.StartAsync(build, _database, Builds.First, options => options.Page = page, _clock);

    private async Task BeatFor(TimeSpan time, params TestApp[] apps)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            foreach (var app in apps)
            {
                await app.BeatAsync();
            }
        }
    }
}
