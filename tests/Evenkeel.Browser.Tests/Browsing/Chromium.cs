using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Evenkeel.Browser.Tests.Browsing.Chromium))]

namespace Evenkeel.Browser.Tests.Browsing;

/// <summary>One real Chromium for all tests of this assembly; each test takes a context (a profile) of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>A host that is this machine, and over plain HTTP no secure context: no Web Locks, no <c>crypto.randomUUID</c>.</summary>
    public const string PlainHost = "intranet.test";

    /// <summary>How long a test waits for what it expects, before it gives up. Not a bar: with other suites beside it, a server may take half a minute to start.</summary>
    public const int PatienceMs = 90_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", $"--host-resolver-rules=MAP {PlainHost} 127.0.0.1",
    ];

    private IPlaywright? _playwright;

    public IBrowser Instance { get; private set; } = null!;

    private static string Program => Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("These tests need Chromium: apt-get install chromium");

    public async ValueTask InitializeAsync()
    {
        var program = Program;
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        Instance = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Arguments });
    }

    /// <summary>A browser of its own, with a profile on disk that outlives it.</summary>
    public Task<IBrowserContext> LaunchAsync(string folder) =>
        _playwright!.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions { ExecutablePath = Program, Args = Arguments });

    public async ValueTask DisposeAsync()
    {
        if (Instance is not null)
        {
            await Instance.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
