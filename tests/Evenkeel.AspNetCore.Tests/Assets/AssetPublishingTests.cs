using Evenkeel.AspNetCore.Assets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Assets;

public sealed class AssetPublishingTests
{
    [Fact]
    public async Task Two_instances_publish_at_once_and_again()
    {
        await using var bed = new AssetBed();
        var release = bed.Release("1", [.. Enumerable.Range(0, 50).Select(each => ($"assets/{each}-abc.js", $"file {each}"))]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => bed.PublishAsync(bed.Store(), release))));
        Assert.Equal(50, Directory.GetFiles(Path.Combine(bed.StoreFolder, "content"), "*", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(bed.StoreFolder, "staging")));

        var written = Directory.GetFiles(bed.StoreFolder, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetCreationTimeUtc);
        await bed.PublishAsync(bed.Store(), release);
        Assert.Equal(written, Directory.GetFiles(bed.StoreFolder, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetCreationTimeUtc));
    }

    [Fact]
    public async Task A_crash_before_the_manifest_leaves_no_build_and_the_next_call_finishes_it()
    {
        await using var bed = new AssetBed();
        var release = bed.Release("1");
        var files = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(() => bed.Store().PublishAsync(
            release.Manifest, path => ++files == 2 ? throw new OperationCanceledException("killed") : release.Open(path), CancellationToken.None));
        Assert.Empty(await bed.Store().ListAsync(CancellationToken.None));

        Directory.CreateDirectory(Path.Combine(bed.StoreFolder, "staging"));
        await File.WriteAllTextAsync(Path.Combine(bed.StoreFolder, "staging", "half"), "export def");
        await bed.PublishAsync(bed.Store(), release);
        Assert.Equal("1", Assert.Single(await bed.Store().ListAsync(CancellationToken.None)).Manifest.Build);
        Assert.True(File.Exists(Path.Combine(bed.StoreFolder, "staging", "half")));

        File.SetLastWriteTimeUtc(Path.Combine(bed.StoreFolder, "staging", "half"), bed.Clock.GetUtcNow().UtcDateTime);
        bed.Clock.Advance(TimeSpan.FromHours(2));
        await bed.Store().RetireAsync([], CancellationToken.None);
        Assert.Empty(Directory.GetFiles(Path.Combine(bed.StoreFolder, "staging")));
    }

    [Fact]
    public async Task A_file_that_is_not_the_one_of_the_manifest_stops_the_start_and_leaves_nothing()
    {
        await using var bed = new AssetBed();
        var release = bed.Release("1");
        release.Write("assets/lazy-1.js", "something else");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => bed.StartAsync(release));
        Assert.StartsWith("The file assets/lazy-1.js of build 1 is not the one that its evenkeel.json names", error.Message, StringComparison.Ordinal);
        Assert.Empty(await bed.Store().ListAsync(CancellationToken.None));
        Assert.Empty(Directory.GetFiles(Path.Combine(bed.StoreFolder, "staging")));

        File.Delete(Path.Combine(release.Folder, "assets/lazy-1.js"));
        error = await Assert.ThrowsAsync<InvalidOperationException>(() => bed.StartAsync(release));
        Assert.StartsWith("The file assets/lazy-1.js of build 1 is not in the web root", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_stops_the_start_with_its_name()
    {
        await using var bed = new AssetBed();
        Directory.CreateDirectory(bed.StoreFolder);
        await File.WriteAllTextAsync(Path.Combine(bed.StoreFolder, "content"), "a file where a folder should be");
        var error = await Assert.ThrowsAsync<IOException>(() => bed.StartAsync(bed.Release("1")));
        Assert.StartsWith($"Build 1 could not be published to {bed.StoreFolder}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_halfway_leaves_nothing_half()
    {
        await using var bed = new AssetBed();
        var release = bed.Release("1");
        var error = await Assert.ThrowsAsync<IOException>(() => bed.Store().PublishAsync(release.Manifest, path => new FullDisk(release.Open(path)), CancellationToken.None));
        Assert.StartsWith($"Build 1 could not be published to {bed.StoreFolder}: No space left", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(bed.StoreFolder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_name_with_other_content_is_refused_and_both_builds_are_named()
    {
        await using var bed = new AssetBed();
        await bed.StartAsync(bed.Release("1", ("assets/app.js", "one")));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => bed.StartAsync(bed.Release("2", ("assets/app.js", "two"))));
        Assert.StartsWith("Builds 2 and 1 both have a file assets/app.js, with different content.", error.Message, StringComparison.Ordinal);
        await bed.StartAsync(bed.Release("3", ("assets/app.js", "one")));

        await bed.StartAsync(bed.Release("4", ("assets/own.js", "one")));
        error = await Assert.ThrowsAsync<InvalidOperationException>(() => bed.StartAsync(bed.Release("4", ("assets/own.js", "two"))));
        Assert.StartsWith("Build 4 was published before and had a file assets/own.js, with different content.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_without_a_manifest_is_served_and_said_to_be_one()
    {
        await using var bed = new AssetBed();
        var release = bed.Release("1");
        File.Delete(Path.Combine(release.Folder, "evenkeel.json"));
        var host = await bed.StartAsync(release);
        var chunk = await host.GetAsync("/assets/lazy-1.js");
        Assert.Equal((200, "no-cache"), (chunk.Status, chunk.CacheControl()));
        Assert.Contains(host.Log.Lines, line => line.StartsWith("Warning 1902 The web root has no evenkeel.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "expected form")]
    [InlineData("null", "null")]
    [InlineData("""{"evenkeel":2,"build":"a","files":{},"shell":[]}""", "of version 2")]
    [InlineData("""{"evenkeel":1,"build":"../a","files":{},"shell":[]}""", "no name of a build")]
    [InlineData("""{"evenkeel":1,"build":"a","files":{"../../passwd":"00"},"shell":[]}""", "no path of a file")]
    [InlineData("""{"evenkeel":1,"build":"a","files":{"C:\\a":"00"},"shell":[]}""", "no path of a file")]
    [InlineData("""{"evenkeel":1,"build":"a","files":{"a.js":"ABC"},"shell":[]}""", "hexadecimal")]
    [InlineData("""{"evenkeel":1,"build":"a","files":{},"shell":["index.html"]}""", "not among the files")]
    public void A_manifest_that_is_none_says_what_is_wrong(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => AssetManifest.Read(System.Text.Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Settings_out_of_range_stop_the_start_and_all_are_named()
    {
        await using var bed = new AssetBed();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => bed.StartAsync(bed.Release("1"), o =>
        {
            o.Folder = " ";
            o.Builds = 0;
            o.Age = TimeSpan.Zero;
            o.Shell = "../index.html";
            o.NeverShell.Add("api");
        }));
        Assert.Equal(["Builds", "Age", "Folder", "Shell", "NeverShell"], error.Failures.Select(failure => failure.Split(' ')[0].Split('.')[1]));
        Assert.Throws<InvalidOperationException>(() => WebApplication.CreateSlimBuilder().Build().UseEvenkeelAssets());
    }

    [Fact]
    public async Task A_store_of_the_applications_own_takes_the_place_of_the_folder()
    {
        await using var bed = new AssetBed();
        var host = await bed.StartAsync(bed.Release("1"), o => o.Folder = null, configure: builder => builder.Services.AddSingleton<IAssetStore>(bed.Store()));
        Assert.Equal(200, (await host.GetAsync("/assets/lazy-1.js")).Status);
        Assert.Single(await bed.Store().ListAsync(CancellationToken.None));
    }
}
