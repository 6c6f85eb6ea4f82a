using Evenkeel.AspNetCore.Assets;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Assets;

public sealed class AssetRetirementTests
{
    [Fact]
    public async Task A_build_is_retired_only_when_it_is_too_old_and_beyond_the_number()
    {
        await using var bed = new AssetBed();
        foreach (var build in (string[])["1", "2", "3"])
        {
            await (await bed.StartAsync(bed.Release(build))).DisposeAsync();
            bed.Clock.Advance(TimeSpan.FromDays(20));
        }

        // 60, 40 and 20 days old, and this one.
        var host = await bed.StartAsync(bed.Release("4"), o => o.Builds = 3);
        await bed.RetireAsync(host);
        await AssertStatesAsync(host, ("1", AssetState.Retired), ("2", AssetState.Available), ("3", AssetState.Available), ("4", AssetState.Available), ("5", AssetState.Unknown));
        Assert.Empty(Directory.GetFiles(bed.StoreFolder, ReleaseFolder.Hash("export default '1';"), SearchOption.AllDirectories));
        Assert.Single(Directory.GetFiles(bed.StoreFolder, ReleaseFolder.Hash("export const shared = 1;"), SearchOption.AllDirectories));
    }

    [Fact]
    public async Task While_a_manifest_cannot_be_read_no_content_goes_and_when_it_is_there_again_all_is_as_before()
    {
        await using var bed = new AssetBed();
        await (await bed.StartAsync(bed.Release("1"))).DisposeAsync();
        var manifest = Directory.GetFiles(bed.StoreFolder, "1.json", SearchOption.AllDirectories).Single();
        var (text, made) = (await File.ReadAllBytesAsync(manifest), File.GetLastWriteTimeUtc(manifest));
        await File.WriteAllTextAsync(manifest, "{");
        bed.Clock.Advance(TimeSpan.FromDays(1));
        var host = await bed.StartAsync(bed.Release("2"));
        await bed.RetireAsync(host);
        Assert.Single(Directory.GetFiles(bed.StoreFolder, ReleaseFolder.Hash("export default '1';"), SearchOption.AllDirectories));

        await File.WriteAllBytesAsync(manifest, text);
        File.SetLastWriteTimeUtc(manifest, made);
        await bed.RetireAsync(host);
        await AssertStatesAsync(host, ("1", AssetState.Available), ("2", AssetState.Available));
        Assert.Equal(200, (await host.GetAsync("/assets/lazy-1.js")).Status);
    }

    [Fact]
    public async Task A_build_that_still_runs_does_not_grow_old()
    {
        await using var bed = new AssetBed();
        var old = await bed.StartAsync(bed.Release("1"), o => o.Builds = 1);
        for (var day = 0; day < 40; day++)
        {
            bed.Clock.Advance(TimeSpan.FromDays(1));
            await old.Services.GetRequiredService<AssetPublisher>().PublishAsync(CancellationToken.None);
        }

        var host = await bed.StartAsync(bed.Release("2"), o => o.Builds = 1);
        await bed.RetireAsync(host);
        await AssertStatesAsync(host, ("1", AssetState.Available), ("2", AssetState.Available));
    }

    [Fact]
    public async Task Two_instances_retire_at_once_and_a_build_that_comes_back_is_kept_again()
    {
        await using var bed = new AssetBed();
        var first = bed.Release("1");
        await (await bed.StartAsync(first)).DisposeAsync();
        bed.Clock.Advance(TimeSpan.FromDays(31));
        var hosts = new[] { await bed.StartAsync(bed.Release("2"), o => o.Builds = 1), await bed.StartAsync(bed.Release("2"), o => o.Builds = 1) };
        await Task.WhenAll(hosts.Select(bed.RetireAsync));
        Assert.Equal(410, (await hosts[0].GetAsync("/assets/lazy-1.js")).Status);

        await bed.StartAsync(first);
        Assert.Equal(200, (await hosts[0].GetAsync("/assets/lazy-1.js")).Status);
        Assert.Equal(200, (await hosts[1].GetAsync("/assets/lazy-1.js")).Status);
    }

    [Fact]
    public async Task A_build_that_was_published_since_it_was_listed_stays()
    {
        await using var bed = new AssetBed();
        var (one, other) = (bed.Store(), bed.Store());
        var release = bed.Release("1");
        await bed.PublishAsync(one, release);
        var listed = await other.ListAsync(CancellationToken.None);
        bed.Clock.Advance(TimeSpan.FromDays(31));
        await bed.PublishAsync(one, release);
        await other.RetireAsync(listed, CancellationToken.None);
        Assert.False(Assert.Single(await other.ListAsync(CancellationToken.None)).IsRetired);
    }

    [Fact]
    public async Task Content_of_a_build_that_is_being_published_stays_and_what_nobody_needs_goes()
    {
        await using var bed = new AssetBed();
        var store = bed.Store();
        await bed.PublishAsync(store, bed.Release("1"));
        var listed = await store.ListAsync(CancellationToken.None);
        await store.RetireAsync(listed, CancellationToken.None);
        Assert.NotNull(await store.OpenAsync(ReleaseFolder.Hash("export default '1';"), CancellationToken.None));
        bed.Clock.Advance(TimeSpan.FromHours(2));
        await store.RetireAsync([], CancellationToken.None);
        Assert.Null(await store.OpenAsync(ReleaseFolder.Hash("export default '1';"), CancellationToken.None));
    }

    [Fact]
    public async Task Names_of_retired_builds_are_forgotten_after_a_year()
    {
        await using var bed = new AssetBed();
        await (await bed.StartAsync(bed.Release("1"))).DisposeAsync();
        bed.Clock.Advance(TimeSpan.FromDays(31));
        var host = await bed.StartAsync(bed.Release("2"), o => o.Builds = 1);
        await bed.RetireAsync(host);
        Assert.Equal(410, (await host.GetAsync("/assets/lazy-1.js")).Status);
        bed.Clock.Advance(TimeSpan.FromDays(366));
        await bed.RetireAsync(host);
        Assert.Equal(404, (await host.GetAsync("/assets/lazy-1.js")).Status);
    }

    private static async Task AssertStatesAsync(Evenkeel.Testing.Hosting.KeelHost host, params (string Build, AssetState State)[] expected)
    {
        var states = host.Services.GetRequiredService<IAssetStates>();
        foreach (var (build, state) in expected)
        {
            Assert.Equal((build, state), (build, await states.FindAsync(build, CancellationToken.None)));
        }
    }
}
