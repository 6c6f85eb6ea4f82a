using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>What could loop: a server that always names another page than it serves, with and without storage.</summary>
[Trait("Show", "3.7")]
public sealed class BlockedStorageTests(Chromium chromium) : IDisposable
{
    private const string Blocked =
        """
        IDBFactory.prototype.open = () => { throw new DOMException("Blocked.", "SecurityError"); };
        for (const name of ["sessionStorage", "localStorage", "caches"])
          Object.defineProperty(globalThis, name, { get() { throw new DOMException("Blocked.", "SecurityError"); } });
        delete Navigator.prototype.serviceWorker;
        """;

    private readonly DirectoryInfo _release = Directory.CreateTempSubdirectory("evenkeel-release-");

    public void Dispose() => _release.Delete(recursive: true);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task A_page_that_no_reload_brings_up_to_date_stays_usable_and_says_so(bool blocked, int mostReloads)
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        if (blocked)
        {
            await fleet.Profile.AddInitScriptAsync(Blocked);
        }

        var page = await fleet.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await page.GetByText("2,000 clients").ShownAsync();
        var loads = page.CountLoads();
        // The contracts of the first build are gone for good, and the pages that it serves are still those of the first.
        await fleet.DeployAsync(CrmBuild.SecondWithPagesOfTheFirst(_release.FullName), 0, "--Deployments:Page", "never-there");
        await page.CheckAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Newer version" }).WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        Assert.InRange(loads(), 0, mostReloads);

        // More of the same changes nothing, and what still fits works.
        for (var more = 0; more < 5; more++)
        {
            await page.CheckAsync();
        }

        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search clients" }).FillAsync("anchor charters");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Anchor Charters") }).First.ShownAsync();
        Assert.InRange(loads(), 0, mostReloads);
        await CrmSite.PictureAsync(page, blocked ? "update-without-storage" : "update-that-never-comes");
        await page.SetViewportSizeAsync(390, 844);
        await CrmSite.PictureAsync(page, blocked ? "update-without-storage-390" : "update-that-never-comes-390");
    }
}
