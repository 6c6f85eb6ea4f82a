using System.Net.Http.Json;
using System.Text.Json;
using Evenkeel.TestBed;
using Evenkeel.Testing.Faults;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Browsing;

/// <summary>The test server on a SQLite file, behind a proxy that can hurt it, and a browser profile that is signed in to it.</summary>
public sealed class TestSite : IAsyncDisposable
{
    private readonly string _folder;

    private TestSite(string folder, ServerProcess server, FaultProxy proxy, IBrowserContext profile)
    {
        (_folder, Server, Proxy, Profile) = (folder, server, proxy, profile);
        Control = new HttpClient { BaseAddress = server.BaseAddress };
    }

    public ServerProcess Server { get; }

    public FaultProxy Proxy { get; }

    public IBrowserContext Profile { get; }

    /// <summary>Speaks to the server past proxy and browser.</summary>
    public HttpClient Control { get; }

    /// <summary>The files of the server's database.</summary>
    public IEnumerable<string> DatabaseFiles => Directory.EnumerateFiles(_folder, "test.db*");

    /// <param name="chromium">The browser.</param>
    /// <param name="user">Who is signed in.</param>
    /// <param name="files">A folder with pages, served below <c>/files</c>.</param>
    public static async Task<TestSite> StartAsync(Chromium chromium, string? user = "anna", string? files = null)
    {
        var folder = Directory.CreateTempSubdirectory("evenkeel-browser-").FullName;
        var server = await ServerProcess.StartAsync(new ServerSpec
        {
            Dll = Repository.Built("TestServer", "Evenkeel.TestServer.dll"),
            Arguments = ["--database", $"sqlite:{Path.Combine(folder, "test.db")}", .. files is null ? Array.Empty<string>() : ["--files", files]],
            ReadyPath = "/ready",
        });
        var site = new TestSite(folder, server, FaultProxy.Before(server.BaseAddress), await chromium.Instance.NewContextAsync());
        if (user is not null)
        {
            await site.SignInAsync(user);
        }

        return site;
    }

    public Task SignInAsync(string user) => Profile.APIRequest.GetAsync($"{Proxy.BaseAddress}test/signin?user={user}&tenant=acme");

    public Task SignOutAsync() => Profile.APIRequest.GetAsync($"{Proxy.BaseAddress}test/signout");

    /// <summary>Opens a tab with the runtime in it, and a client as <c>keel</c>.</summary>
    public async Task<IPage> OpenAsync(string options = "{ waitMs: 200 }", Uri? address = null)
    {
        var page = await Profile.NewPageAsync();
        await LoadAsync(page, options, address);
        return page;
    }

    public async Task LoadAsync(IPage page, string options = "{ waitMs: 200 }", Uri? address = null)
    {
        await page.GotoAsync(new Uri(address ?? Proxy.BaseAddress, "runtime").ToString());
        await page.WaitForFunctionAsync("() => globalThis.evenkeel");
        await page.EvaluateAsync($"() => {{ globalThis.keel = evenkeel.createClient({options}); }}");
    }

    public async Task ModeAsync(string mode)
    {
        using var answer = await Control.PostAsync($"test/mode?to={Uri.EscapeDataString(mode)}", null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The effects in the order in which they were committed, by the name that each operation gave itself.</summary>
    public async Task<IReadOnlyList<string>> EffectsAsync()
    {
        var all = await Control.GetFromJsonAsync<JsonElement>("test/effects");
        return [.. all.EnumerateArray().Select(effect => effect.GetProperty("operation").GetString()!)];
    }

    public Task UntilEffectsAsync(int count) => Poll.UntilAsync(
        async () => (await EffectsAsync()).Count >= count, TimeSpan.FromSeconds(60), () => $"The server never had {count} effects.");

    public async ValueTask DisposeAsync()
    {
        await Profile.DisposeAsync();
        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
        Control.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
