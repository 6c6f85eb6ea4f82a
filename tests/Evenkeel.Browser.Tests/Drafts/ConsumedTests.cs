using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>A draft goes with the command that consumes it, and not before.</summary>
[Trait("Show", "5.7")]
public sealed class ConsumedTests(Chromium chromium)
{
    private const string Drafts = "evenkeel_draft WHERE bytes > 0";

    [Fact]
    public async Task Offline_it_stays_until_the_command_takes_effect_and_newer_typing_stays_after_that()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        await page.OpenFormAsync();
        await page.KeysAsync("Name", "Jane Doe");
        await site.UntilCountAsync(1, Drafts);

        await site.Profile.SetOfflineAsync(true);
        await page.Button("Save contact").ClickAsync();
        await page.AnyDialog().GoneAsync();
        await page.GetByText("Jane Doe").ShownAsync();
        await page.OpenFormAsync();
        await page.ShowsAsync("", "");
        await page.KeysAsync("Name", "John Roe");
        await page.KeptAsync();
        Assert.Equal(1, await site.CountAsync(Drafts + " AND CAST(content AS TEXT) LIKE '%Jane%'"));

        await site.Profile.SetOfflineAsync(false);
        await site.UntilCountAsync(1, "Contacts WHERE Name = 'Jane Doe'");
        await site.UntilCountAsync(1, Drafts + " AND CAST(content AS TEXT) LIKE '%John%'");
        Assert.Equal(0, await site.CountAsync(Drafts + " AND CAST(content AS TEXT) LIKE '%Jane%'"));
        await page.ReloadAsync();
        await page.Heading("Contacts").ShownAsync();
        await page.OpenFormAsync();
        await page.ShowsAsync("John Roe", "");
    }
}
