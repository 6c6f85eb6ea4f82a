using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.TestBed;
using Evenkeel.Testing.Time;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Crm;

/// <summary>The CRM of ./run on a database of its own, and a browser profile that looks at it.</summary>
public sealed class CrmSite : IAsyncDisposable
{
    private CrmSite(CrmServer server, IBrowserContext profile) => (Server, Profile) = (server, profile);

    public CrmServer Server { get; }

    public IBrowserContext Profile { get; }

    public static async Task<CrmSite> StartAsync(Chromium chromium, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var server = await CrmServer.StartAsync();
        var profile = await chromium.Instance.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 844 : 800 },
            ColorScheme = scheme,
            HasTouch = width < 500,
        });
        profile.SetDefaultTimeout(Chromium.PatienceMs);
        return new CrmSite(server, profile);
    }

    public async Task<IPage> OpenAsync(string? address = null)
    {
        var page = await Profile.NewPageAsync();
        await page.GotoAsync(address ?? Server.BaseAddress.ToString());
        return page;
    }

    public static async Task SignInAsync(IPage page, string user)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "E-mail address" }).FillAsync(user);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("fair-wind-42");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    /// <summary>Searches for a client and opens its page.</summary>
    public static async Task FindClientAsync(IPage page)
    {
        await page.GetByText("2,000 clients").ShownAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search clients" }).FillAsync("anchor charters");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Anchor Charters") }).First.ClickAsync();
        await page.Heading("Contacts").ShownAsync();
    }

    /// <inheritdoc cref="CrmServer.CountAsync"/>
    public Task<int> CountAsync(string from) => Server.CountAsync(from);

    /// <summary>Waits until the database has so many.</summary>
    public Task UntilCountAsync(int expected, string from) => Poll.UntilAsync(
        async () => await CountAsync(from) == expected, TimeSpan.FromSeconds(30), () => $"The database never had {expected} {from}.");

    /// <summary>Keeps a picture beside the reports, for a person to look at.</summary>
    public static Task PictureAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png"),
        Animations = ScreenshotAnimations.Disabled,
    });

    public async ValueTask DisposeAsync()
    {
        await Profile.DisposeAsync();
        await Server.DisposeAsync();
    }
}
