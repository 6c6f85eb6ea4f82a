using Evenkeel.AspNetCore.Assets;
using Evenkeel.Testing.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Evenkeel.AspNetCore.Tests.Assets;

/// <summary>A folder with a store and some releases, and the instances that run them.</summary>
internal sealed class AssetBed : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keel-assets-");
    private readonly List<KeelHost> _hosts = [];

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    public string StoreFolder => Path.Combine(_folder.FullName, "store");

    public FolderAssetStore Store() => new(StoreFolder, Clock, NullLogger<FolderAssetStore>.Instance);

    /// <summary>A build with a chunk of its own and one that all builds have.</summary>
    public ReleaseFolder Release(string build) => Release(build, ("assets/shared-1.js", "export const shared = 1;"), ($"assets/lazy-{build}.js", $"export default '{build}';"));

    public ReleaseFolder Release(string build, params (string Path, string Text)[] files) => new(Path.Combine(_folder.FullName, "releases", build), build, files);

    public async Task PublishAsync(FolderAssetStore store, ReleaseFolder release) => await store.PublishAsync(release.Manifest, release.Open, CancellationToken.None);

    /// <summary>Starts an instance of a release.</summary>
    public Task<KeelHost> StartAsync(ReleaseFolder release, Action<AssetOptions>? options = null, Action<WebApplication>? map = null, Action<WebApplicationBuilder>? configure = null) =>
        StartAsync(release.Folder, options, map, configure);

    public async Task<KeelHost> StartAsync(string webRoot, Action<AssetOptions>? options = null, Action<WebApplication>? map = null, Action<WebApplicationBuilder>? configure = null)
    {
        var host = await KeelHost.StartAsync(
            builder =>
            {
                builder.Environment.WebRootPath = webRoot;
                builder.Environment.WebRootFileProvider = new PhysicalFileProvider(webRoot);
                configure?.Invoke(builder);
                builder.AddEvenkeel().KeepAssets(o =>
                {
                    o.Folder = StoreFolder;
                    options?.Invoke(o);
                });
            },
            app =>
            {
                app.UseEvenkeelAssets();
                app.UseEvenkeel();
                app.MapEvenkeel();
                map?.Invoke(app);
            },
            Clock);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Lets a time pass in which nothing runs but the timers of the instances.</summary>
    public Task RetireAsync(KeelHost host) => host.Services.GetRequiredService<AssetPublisher>().RetireAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
