using Evenkeel.AspNetCore;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Testing.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Assets;

/// <summary>A server whose release is replaced by another, as deployments do, and a browser profile that looks at it.</summary>
internal sealed class AssetSite : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenkeel-assets-");
    private readonly ShiftedClock _clock = new();
    private KeelHost? _host;
    private string _build = "";
    private bool _worker = true;

    private AssetSite(IBrowserContext profile) => Profile = profile;

    public IBrowserContext Profile { get; }

    /// <summary>Whether something between browser and server answers every page with its own.</summary>
    public bool HasPortal { get; set; }

    public static async Task<AssetSite> StartAsync(Chromium chromium, string build)
    {
        var site = new AssetSite(await chromium.Instance.NewContextAsync());
        site.Profile.SetDefaultTimeout(Chromium.PatienceMs);
        await site.DeployAsync(build);
        return site;
    }

    /// <summary>Ends the instance and starts one of another build on the same address.</summary>
    public async Task DeployAsync(string build, bool worker = true)
    {
        (_build, _worker) = (build, worker);
        PageRelease.Write(WebRoot, build);
        if (_host is null)
        {
            _host = await KeelHost.StartAsync(Configure, Map, _clock);
        }
        else
        {
            await _host.RestartAsync();
        }
    }

    public void PassTime(TimeSpan time) => _clock.Shift(time);

    /// <summary>Opens a tab, in this profile or another one.</summary>
    public async Task<IPage> OpenAsync(IBrowserContext? profile = null)
    {
        var page = await (profile ?? Profile).NewPageAsync();
        await page.GotoAsync(_host!.BaseAddress.ToString());
        await page.WaitForFunctionAsync("() => window.started");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Profile.DisposeAsync();
        await _host!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string WebRoot => Path.Combine(_folder.FullName, "releases", _build);

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Environment.WebRootPath = WebRoot;
        builder.Environment.WebRootFileProvider = new PhysicalFileProvider(WebRoot);
        builder.AddEvenkeel().KeepAssets(o => (o.Folder, o.Builds, o.ServiceWorker) = (Path.Combine(_folder.FullName, "store"), 1, _worker));
    }

    private void Map(WebApplication app)
    {
        app.Use((http, next) => HasPortal ? TypedResults.Content("<h1>Welcome to the hotel</h1>", "text/html").ExecuteAsync(http) : next(http));
        app.UseEvenkeelAssets();
        app.UseEvenkeel();
        app.MapEvenkeel();
        app.MapGet("/api/version", () => TypedResults.Text(_build));
    }
}
