using System.Globalization;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>Instances of the CRM on one database and one store of assets, behind nginx, which passes each request to one of them at random; and a browser profile.</summary>
internal sealed class CrmFleet : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("evenkeel-fleet-").FullName;
    private readonly ServerProcess?[] _instances;
    private readonly int[] _ports;
    private NginxServer? _nginx;

    private CrmFleet(int instances)
    {
        _instances = new ServerProcess?[instances];
        _ports = [.. Enumerable.Range(0, instances).Select(_ => FreePort.Next())];
    }

    public IBrowserContext Profile { get; private set; } = null!;

    /// <summary>One instance is spoken to directly.</summary>
    public Uri BaseAddress => _nginx?.BaseAddress ?? new Uri($"http://localhost:{_ports[0]}/");

    public string AssetFolder => Path.Combine(_folder, "crm.db-assets");

    private string Database => Path.Combine(_folder, "crm.db");

    /// <param name="chromium">The browser.</param>
    /// <param name="build">What runs.</param>
    /// <param name="instances">How many.</param>
    /// <param name="worker">Whether the browser takes a service worker.</param>
    /// <param name="standby">How many places there are besides, with nothing in them yet, to which nothing is passed.</param>
    /// <param name="more">What instances are started with.</param>
    public static async Task<CrmFleet> StartAsync(Chromium chromium, CrmBuild build, int instances = 1, bool worker = true, int standby = 0, params string[] more)
    {
        var fleet = new CrmFleet(instances + standby);
        // The first one makes the database.
        await fleet.DeployAsync(build, 0, more);
        await Task.WhenAll(Enumerable.Range(1, instances - 1).Select(instance => fleet.DeployAsync(build, instance, more)));

        if (instances > 1)
        {
            fleet._nginx = await NginxServer.StartAsync(fleet._ports[..instances]);
        }

        fleet.Profile = await chromium.Instance.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 }, ServiceWorkers = worker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block });
        fleet.Profile.SetDefaultTimeout(Chromium.PatienceMs);
        return fleet;
    }

    /// <summary>Ends what runs in a place, as a deployment does, and starts a build there.</summary>
    public async Task DeployAsync(CrmBuild build, int instance = 0, params string[] more)
    {
        await StopAsync(instance);
        _instances[instance] = await ServerProcess.StartAsync(new ServerSpec
        {
            Dll = build.Dll,
            Arguments = ["--db", Database, .. build.Arguments, .. more],
            Port = _ports[instance],
            ReadyPath = "/healthz",
            ReadyWithin = TimeSpan.FromSeconds(60),
        });
    }

    public async Task StopAsync(int instance = 0)
    {
        if (_instances[instance] is { } running)
        {
            await running.StopAsync();
            await running.DisposeAsync();
            _instances[instance] = null;
        }
    }

    /// <summary>Has requests passed to these instances, and no others.</summary>
    public Task SwitchAsync(Range instances) => _nginx!.SwitchAsync(_ports[instances]);

    /// <summary>Where an instance answers itself.</summary>
    public Uri AddressOf(int instance) => new($"http://localhost:{_ports[instance]}/");

    public Task RestartAsync(int instance) => _instances[instance]!.RestartAsync();

    public async Task<IPage> OpenAsync(string path = "")
    {
        var page = await Profile.NewPageAsync();
        await page.GotoAsync(new Uri(BaseAddress, path).ToString());
        return page;
    }

    /// <summary>Opens the page of a client, signed in.</summary>
    public async Task<IPage> OpenClientAsync()
    {
        var page = await OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        return page;
    }

    public async Task<int> CountAsync(string from)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = $"SELECT COUNT(*) FROM {from}";
#pragma warning restore CA2100
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public Task UntilCountAsync(int expected, string from) => Poll.UntilAsync(
        async () => await CountAsync(from) == expected, TimeSpan.FromSeconds(30), () => $"The database never had {expected} {from}.");

    public async ValueTask DisposeAsync()
    {
        await (Profile?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_nginx?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var instance in _instances.OfType<ServerProcess>())
        {
            await instance.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
