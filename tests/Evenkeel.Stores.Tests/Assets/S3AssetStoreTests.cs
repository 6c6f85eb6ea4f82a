using Evenkeel.AspNetCore.Assets;

namespace Evenkeel.Stores.Tests.Assets;

/// <summary>The files of builds in a bucket.</summary>
[Trait("Show", "3.8")]
public sealed class S3AssetStoreTests : IAsyncLifetime
{
    private static readonly (string Path, string Text)[] One = [("assets/app-1.js", "app one"), ("assets/shared.js", "shared")];
    private static readonly (string Path, string Text)[] Two = [("assets/app-2.js", "app two"), ("assets/shared.js", "shared")];

    private S3Bed _bed = null!;

    public async ValueTask InitializeAsync() => _bed = await S3Bed.StartAsync();

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task What_one_instance_publishes_another_one_reads_at_any_position()
    {
        var (first, second) = (_bed.Instance(), _bed.Instance());
        await PublishAsync(first, "b1", One);
        Assert.Equal("app one", await S3Bed.ReadAsync(second, S3Bed.HashOf("app one")));
        await using var content = (await second.OpenAsync(S3Bed.HashOf("app one"), TestContext.Current.CancellationToken))!;
        content.Position = 4;
        Assert.Equal("one", await new StreamReader(content).ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Null(await second.OpenAsync(S3Bed.HashOf("nobody's"), TestContext.Current.CancellationToken));
        var build = Assert.Single(await second.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("b1", false), (build.Manifest.Build, build.IsRetired));
    }

    [Fact]
    public async Task What_was_lost_is_healed_by_publishing_again_and_what_was_not_is_not_put_twice()
    {
        var store = _bed.Instance();
        await PublishAsync(store, "b1", One);
        using var client = _bed.Client();
        await client.DeleteObjectAsync(TestBed.S3Server.Bucket, $"evenkeel/content/{S3Bed.HashOf("app one")}", TestContext.Current.CancellationToken);
        Assert.Null(await S3Bed.ReadAsync(_bed.Instance(), S3Bed.HashOf("app one")));
        List<string> opened = [];
        await store.PublishAsync(S3Bed.Build("b1", One), path =>
        {
            opened.Add(path);
            return S3Bed.Release(One)(path);
        }, TestContext.Current.CancellationToken);
        Assert.Equal(["assets/app-1.js"], opened);
        Assert.Equal("app one", await S3Bed.ReadAsync(_bed.Instance(), S3Bed.HashOf("app one")));
    }

    [Fact]
    public async Task A_retired_build_is_remembered_by_name_and_only_what_no_other_needs_is_removed()
    {
        var store = _bed.Instance();
        await PublishAsync(store, "b1", One);
        await PublishAsync(store, "b2", Two);
        var first = (await store.ListAsync(TestContext.Current.CancellationToken)).Where(each => each.Manifest.Build == "b1").ToList();
        await store.RetireAsync(first, TestContext.Current.CancellationToken);
        // Content that was put a moment ago may be for a build that is not there yet.
        Assert.Equal("app one", await S3Bed.ReadAsync(_bed.Instance(), S3Bed.HashOf("app one")));

        _bed.Clock.Shift(TimeSpan.FromHours(2));
        await store.RetireAsync([], TestContext.Current.CancellationToken);
        var other = _bed.Instance();
        Assert.Equal([("b1", true), ("b2", false)], (await other.ListAsync(TestContext.Current.CancellationToken)).Select(each => (each.Manifest.Build, each.IsRetired)).Order());
        Assert.Null(await S3Bed.ReadAsync(other, S3Bed.HashOf("app one")));
        Assert.Equal("app two", await S3Bed.ReadAsync(other, S3Bed.HashOf("app two")));
        Assert.Equal("shared", await S3Bed.ReadAsync(other, S3Bed.HashOf("shared")));

        await PublishAsync(store, "b1", One);
        Assert.All(await other.ListAsync(TestContext.Current.CancellationToken), each => Assert.False(each.IsRetired));
        Assert.Equal("app one", await S3Bed.ReadAsync(_bed.Instance(), S3Bed.HashOf("app one")));
        _bed.Clock.Shift(TimeSpan.FromDays(367));
        await store.RetireAsync([], TestContext.Current.CancellationToken);
        Assert.Equal(2, (await other.ListAsync(TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task A_build_that_was_published_again_since_it_was_listed_stays()
    {
        var store = _bed.Instance();
        await PublishAsync(store, "b1", One);
        var listed = await store.ListAsync(TestContext.Current.CancellationToken);
        var stale = listed.Select(each => each with { At = each.At - TimeSpan.FromSeconds(5) }).ToList();
        await store.RetireAsync(stale, TestContext.Current.CancellationToken);
        Assert.False(Assert.Single(await store.ListAsync(TestContext.Current.CancellationToken)).IsRetired);
    }

    [Fact]
    public async Task A_release_that_is_not_what_its_manifest_says_is_refused_and_is_no_build()
    {
        var store = _bed.Instance();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => store.PublishAsync(S3Bed.Build("b1", One), S3Bed.Release(("assets/app-1.js", "other"), One[1]), TestContext.Current.CancellationToken));
        Assert.Contains("assets/app-1.js of build b1 is not the one", error.Message);
        Assert.Empty(await _bed.Instance().ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Instances_that_publish_at_once_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PublishAsync(_bed.Instance(), "b1", One)));
        Assert.Single(await _bed.Instance().ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Garbage_among_the_manifests_is_passed_over_and_a_prefix_is_a_store_of_its_own()
    {
        var store = _bed.Instance();
        await PublishAsync(store, "b1", One);
        using var client = _bed.Client();
        foreach (var (key, text) in new[] { ("evenkeel/builds/x.json", "<html>"), ("evenkeel/builds/b9.json", "{}") })
        {
            await client.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = TestBed.S3Server.Bucket, Key = key, ContentBody = text, UseChunkEncoding = false }, TestContext.Current.CancellationToken);
        }

        Assert.Single(await store.ListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await _bed.Instance("other/").ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_reached_is_named()
    {
        var store = _bed.Instance();
        await PublishAsync(store, "b1", One);
        await _bed.Server.StopAsync();
        var error = await Assert.ThrowsAsync<IOException>(() => store.ListAsync(TestContext.Current.CancellationToken));
        Assert.Contains("The bucket 'assets' cannot be used", error.Message);
        // What this machine has read once is still served.
        Assert.Equal("app one", await S3Bed.ReadAsync(store, S3Bed.HashOf("app one")));
    }

    private static Task PublishAsync(IAssetStore store, string build, (string Path, string Text)[] files) =>
        store.PublishAsync(S3Bed.Build(build, files), S3Bed.Release(files), TestContext.Current.CancellationToken);
}
