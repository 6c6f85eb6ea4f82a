using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>Whatever dies while somebody types: what the form has said to be kept is there again.</summary>
[Trait("Show", "5.6")]
public sealed class CrashTests(Chromium chromium)
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task What_was_typed_survives_a_kill(bool browser, bool server)
    {
        await using var site = await CrmServer.StartAsync();
        await using var profile = new KilledBrowser(chromium);
        var page = await profile.OpenAsync(site.BaseAddress);
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        await page.OpenFormAsync();
        await page.KeysAsync("Name", "Jane Doe");
        await page.KeysAsync("Role", "Yard manager");
        await page.KeptAsync();
        if (server)
        {
            await site.KillAsync();
            await page.KeysAsync("Role", " at night");
        }

        var address = new Uri(page.Url);
        var role = server ? "Yard manager at night" : "Yard manager";
        await page.UntilOnDeviceAsync(role);
        if (browser)
        {
            await profile.KillAsync();
        }

        if (server)
        {
            await site.StartAgainAsync();
        }

        page = await profile.OpenAsync(address);
        await page.Heading("Contacts").Or(page.Field("E-mail address")).ShownAsync();
        if (await page.Field("E-mail address").IsVisibleAsync())
        {
            // Chromium writes cookies down after half a minute: a session that has just begun is lost with the browser.
            await CrmSite.SignInAsync(page, "anna@north.example");
        }

        await page.Heading("Contacts").ShownAsync();
        await page.OpenFormAsync();
        await page.ShowsAsync("Jane Doe", role);
        await page.GetByText("is back").ShownAsync();

        // Nothing of it is left when it has been saved.
        await page.Button("Save contact").ClickAsync();
        await page.AnyDialog().GoneAsync();
        await page.GetByText("Jane Doe").ShownAsync();
        await page.OpenFormAsync();
        await page.ShowsAsync("", "");
    }
}
