using System.Globalization;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Crm;

/// <summary>The CRM of ./run on a database of its own, and a browser profile that looks at it.</summary>
public sealed class CrmSite : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServerProcess _server;

    private CrmSite(string folder, ServerProcess server, IBrowserContext profile) => (_folder, _server, Profile) = (folder, server, profile);

    public IBrowserContext Profile { get; }

    public static async Task<CrmSite> StartAsync(Chromium chromium, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var folder = Directory.CreateTempSubdirectory("evenkeel-crm-").FullName;
        var server = await ServerProcess.StartAsync(new ServerSpec
        {
            Dll = Repository.Built("Crm", "Crm.dll"),
            Arguments = ["--db", Path.Combine(folder, "crm.db")],
            ReadyPath = "/healthz",
            ReadyWithin = TimeSpan.FromSeconds(60),
        });
        var profile = await chromium.Instance.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 844 : 800 },
            ColorScheme = scheme,
            HasTouch = width < 500,
        });
        profile.SetDefaultTimeout(30_000);
        return new CrmSite(folder, server, profile);
    }

    public async Task<IPage> OpenAsync(string? address = null)
    {
        var page = await Profile.NewPageAsync();
        await page.GotoAsync(address ?? _server.BaseAddress.ToString());
        return page;
    }

    public static async Task SignInAsync(IPage page, string user)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "E-mail address" }).FillAsync(user);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("fair-wind-42");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    /// <summary>Counts rows by SQL of its own, past the application.</summary>
    public async Task<int> CountAsync(string from)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "crm.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = $"SELECT COUNT(*) FROM {from}";
#pragma warning restore CA2100
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Keeps a picture beside the reports, for a person to look at.</summary>
    public static Task PictureAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png"),
        Animations = ScreenshotAnimations.Disabled,
    });

    public async ValueTask DisposeAsync()
    {
        await Profile.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
