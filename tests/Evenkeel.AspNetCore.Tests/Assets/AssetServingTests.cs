using Evenkeel.AspNetCore.Assets;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Assets;

[Trait("Show", "3.8")]
public sealed class AssetServingTests
{
    private const string Kept = "public, max-age=31536000, immutable";

    [Fact]
    public async Task A_chunk_of_a_build_three_back_has_its_original_bytes_though_no_instance_of_it_runs()
    {
        await using var bed = new AssetBed();
        foreach (var build in (string[])["1", "2", "3"])
        {
            await (await bed.StartAsync(bed.Release(build))).DisposeAsync();
        }

        var host = await bed.StartAsync(bed.Release("4"));
        foreach (var build in (string[])["1", "2", "3", "4"])
        {
            var chunk = await host.GetAsync($"/assets/lazy-{build}.js");
            Assert.Equal((200, $"export default '{build}';"), (chunk.Status, chunk.Text));
            Assert.Equal((Kept, "text/javascript; charset=utf-8"), (chunk.CacheControl(), chunk.ContentType));
            Assert.Equal($"\"{ReleaseFolder.Hash(chunk.Text)}\"", chunk.Headers["ETag"]);
        }
    }

    [Fact]
    public async Task A_chunk_is_checked_cut_and_asked_for_without_its_body()
    {
        await using var bed = new AssetBed();
        await (await bed.StartAsync(bed.Release("1"))).DisposeAsync();
        var host = await bed.StartAsync(bed.Release("2"));
        foreach (var path in (string[])["/assets/lazy-1.js", "/assets/lazy-2.js"])
        {
            var whole = await host.GetAsync(path);
            var same = await host.GetAsync(path, "GET", ("If-None-Match", whole.Headers["ETag"]));
            Assert.Equal((304, "", Kept), (same.Status, same.Text, same.CacheControl()));
            var part = await host.GetAsync(path, "GET", ("Range", "bytes=0-5"));
            Assert.Equal((206, "export", Kept), (part.Status, part.Text, part.CacheControl()));
            var beyond = await host.GetAsync(path, "GET", ("Range", "bytes=999-"));
            Assert.Equal((416, "no-store"), (beyond.Status, beyond.CacheControl()));
            var head = await host.GetAsync(path, "HEAD");
            Assert.Equal((200, "", "19"), (head.Status, head.Text, head.Headers["Content-Length"]));
        }
    }

    [Fact]
    public async Task What_only_a_retired_build_had_is_gone_and_what_nobody_has_is_not_found()
    {
        await using var bed = new AssetBed();
        await (await bed.StartAsync(bed.Release("1"))).DisposeAsync();
        bed.Clock.Advance(TimeSpan.FromDays(31));
        var host = await bed.StartAsync(bed.Release("2"), o => o.Builds = 1);
        await bed.RetireAsync(host);

        var gone = await host.GetAsync("/assets/lazy-1.js");
        Assert.Equal((410, "asset-retired", "no-store"), (gone.Status, gone.Error, gone.CacheControl()));
        var never = await host.GetAsync("/assets/lazy-0.js", "GET", ("Accept", "text/html"));
        Assert.Equal((404, "not-found", "no-store"), (never.Status, never.Error, never.CacheControl()));
        Assert.Equal(200, (await host.GetAsync("/assets/shared-1.js")).Status);
    }

    [Fact]
    public async Task A_missing_file_that_is_published_is_there_at_once()
    {
        await using var bed = new AssetBed();
        var host = await bed.StartAsync(bed.Release("1"));
        var other = bed.Release("2");
        Assert.Equal(404, (await host.GetAsync("/assets/lazy-2.js")).Status);
        await bed.PublishAsync(bed.Store(), other);
        Assert.Equal(200, (await host.GetAsync("/assets/lazy-2.js")).Status);

        // The disk lost it; the same call brings it back.
        var content = Directory.GetFiles(bed.StoreFolder, ReleaseFolder.Hash("export default '2';"), SearchOption.AllDirectories).Single();
        File.Delete(content);
        Assert.Equal((404, "no-store"), ((await host.GetAsync("/assets/lazy-2.js")).Status, (await host.GetAsync("/assets/lazy-2.js")).CacheControl()));
        await bed.PublishAsync(bed.Store(), other);
        Assert.Equal(200, (await host.GetAsync("/assets/lazy-2.js")).Status);
    }

    [Fact]
    public async Task The_page_is_checked_at_each_use_and_answers_navigations_only()
    {
        await using var bed = new AssetBed();
        var host = await bed.StartAsync(bed.Release("1"), map: app => app.MapGet("/report.csv", () => "a,b"));
        foreach (var path in (string[])["/", "/index.html", "/clients/7", "/clients/"])
        {
            var page = await host.NavigateAsync(path);
            Assert.Equal((200, "no-cache", "text/html; charset=utf-8"), (page.Status, page.CacheControl(), page.ContentType));
            Assert.Contains("content=\"1\"", page.Text, StringComparison.Ordinal);
        }

        var tag = (await host.NavigateAsync("/")).Headers["ETag"];
        Assert.Equal(304, (await host.GetAsync("/", "GET", ("If-None-Match", tag))).Status);
        Assert.Equal("no-cache", (await host.GetAsync("/favicon.svg")).CacheControl());
        Assert.Equal("a,b", (await host.GetAsync("/report.csv")).Text);
        foreach (var path in (string[])["/api/nothing", "/_evenkeel/nothing"])
        {
            Assert.Equal(404, (await host.NavigateAsync(path)).Status);
        }

        Assert.Equal(404, (await host.GetAsync("/clients/7", "GET", ("Accept", "application/json"))).Status);
        Assert.Equal(404, (await host.GetAsync("/clients/7", "DELETE", ("Accept", "text/html"))).Status);
    }

    [Theory]
    [InlineData("/assets/../evenkeel.json")]
    [InlineData("/assets/%2e%2e/evenkeel.json")]
    [InlineData("/assets/..%2fevenkeel.json")]
    [InlineData("/assets%2flazy-1.js")]
    [InlineData("/assets%5clazy-1.js")]
    [InlineData("/assets\\lazy-1.js")]
    [InlineData("/assets/..%5c..%5cappsettings.json")]
    [InlineData("/assets//lazy-1.js")]
    [InlineData("/assets/./lazy-1.js")]
    [InlineData("/Assets/lazy-1.js")]
    [InlineData("/assets/LAZY-1.js")]
    [InlineData("/assets/lazy-1.JS")]
    [InlineData("/assets/lazy-1.js:stream.js")]
    [InlineData("/assets/lazy-1.js%20.js")]
    [InlineData("/assets/%E2%80%AE.js")]
    [InlineData("/assets/%ff%fe.js")]
    [InlineData("/assets/lazy-1.js%01.js")]
    [InlineData("/../../../../etc/passwd.txt")]
    public async Task A_path_that_no_page_of_ours_writes_is_not_found(string path)
    {
        await using var bed = new AssetBed();
        var host = await bed.StartAsync(bed.Release("1"));
        var answer = await RawExchange.SendAsync(host.BaseAddress, "GET", path, null, "Accept: text/html");
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Empty(host.Log.Lines);
    }

    [Theory]
    [InlineData("/assets/%00.js", 400)]
    [InlineData("/assets/%zz.js", 404)]
    public async Task A_path_that_is_none_is_refused(string path, int status)
    {
        await using var bed = new AssetBed();
        var host = await bed.StartAsync(bed.Release("1"));
        Assert.StartsWith($"HTTP/1.1 {status} ", await RawExchange.SendAsync(host.BaseAddress, "GET", path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_too_long_is_not_found()
    {
        await using var bed = new AssetBed();
        var host = await bed.StartAsync(bed.Release("1"));
        var answer = await host.NavigateAsync($"/assets/{new string('a', 4000)}.js");
        Assert.Equal((404, "no-store"), (answer.Status, answer.CacheControl()));
    }

    [Fact]
    public async Task A_folder_of_the_applications_own_further_on_is_still_served()
    {
        await using var bed = new AssetBed();
        var host = await bed.StartAsync(bed.Release("1"), map: app => app.Use((http, next) => http.Request.Path == "/uploads/a.png" ? http.Response.WriteAsync("picture") : next(http)));
        Assert.Equal("picture", (await host.GetAsync("/uploads/a.png")).Text);
    }

    [Fact]
    public async Task A_worker_that_is_switched_off_removes_itself()
    {
        await using var bed = new AssetBed();
        var release = bed.Release("1");
        release.Write("evenkeel-worker.js", "self.evenkeel={};");
        var on = await (await bed.StartAsync(release)).GetAsync("/evenkeel-worker.js");
        Assert.Equal((200, "no-cache", "self.evenkeel={};"), (on.Status, on.CacheControl(), on.Text));
        var off = await (await bed.StartAsync(release, o => o.ServiceWorker = false)).GetAsync("/evenkeel-worker.js");
        Assert.Equal((200, "no-cache", "text/javascript; charset=utf-8"), (off.Status, off.CacheControl(), off.ContentType));
        Assert.Contains("registration.unregister()", off.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_no_fault_of_the_asker()
    {
        await using var bed = new AssetBed();
        var store = new BrokenStore(bed.Store());
        var host = await bed.StartAsync(bed.Release("1"), configure: builder => builder.Services.AddSingleton<IAssetStore>(store));
        store.IsBroken = true;
        Assert.Equal(200, (await host.GetAsync("/assets/lazy-1.js")).Status);
        var unknown = await host.GetAsync("/assets/lazy-2.js");
        Assert.Equal((503, "no-store", "1"), (unknown.Status, unknown.CacheControl(), unknown.Headers["Retry-After"]));
        Assert.Equal(200, (await host.NavigateAsync("/")).Status);
        store.IsBroken = false;
        Assert.Equal(404, (await host.GetAsync("/assets/lazy-2.js")).Status);
    }
}
