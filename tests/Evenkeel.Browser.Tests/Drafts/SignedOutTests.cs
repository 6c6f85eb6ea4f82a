using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>A session that another device has ended, in the middle of work.</summary>
[Trait("Show", "5.5")]
public sealed class SignedOutTests(Chromium chromium)
{
    [Fact]
    public async Task The_same_user_goes_on_where_they_were_and_another_sees_and_sends_nothing()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        await using var other = await chromium.Instance.NewContextAsync();
        other.SetDefaultTimeout(Chromium.PatienceMs);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);

        // She ends all her other sessions, on the page of her devices.
        var phone = await other.NewPageAsync();
        await phone.GotoAsync(new Uri(site.Server.BaseAddress, "devices").ToString());
        await CrmSite.SignInAsync(phone, "anna@north.example");
        await phone.Heading("Your devices").ShownAsync();
        await phone.GetByText("This device").ShownAsync();
        await CrmSite.PictureAsync(phone, "devices");
        await phone.Button("Sign out everywhere else").ClickAsync();
        await phone.Button("Sign out").Last.ClickAsync();
        await phone.Button("Sign out everywhere else").GoneAsync();

        // She saves something here, and is told; what she types meanwhile stays.
        await AddSiteAsync(page, "Pier of Anna");
        await page.GetByText("You have been signed out.").ShownAsync();
        await page.OpenFormAsync();
        await page.KeysAsync("Name", "Jane Doe");
        await page.KeptAsync();
        Assert.Equal(0, await site.CountAsync("Sites WHERE Name = 'Pier of Anna'"));
        await page.Keyboard.PressAsync("Escape");
        await page.AnyDialog().GoneAsync();

        // Another one signs in, in the same browser.
        var stranger = await site.OpenAsync(new Uri(site.Server.BaseAddress, "clients").ToString());
        await stranger.EvaluateAsync("async () => { await fetch('/api/sign-in', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email: 'ben@north.example', password: 'fair-wind-42' }) }); await keel.session.check(); }");
        await stranger.GotoAsync(page.Url);
        await stranger.Heading("Contacts").ShownAsync();
        await stranger.OpenFormAsync();
        await stranger.ShowsAsync("", "");
        await stranger.Keyboard.PressAsync("Escape");
        await stranger.Button("All changes saved").ShownAsync();
        Assert.Equal(0, await stranger.GetByText("Pier of Anna").CountAsync());
        Assert.Equal(0, await site.CountAsync("Sites WHERE Name = 'Pier of Anna'"));
        await stranger.CloseAsync();

        // The first is back: everything goes on.
        await page.EvaluateAsync("async () => { await fetch('/api/sign-in', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email: 'anna@north.example', password: 'fair-wind-42' }) }); await keel.session.check(); }");
        await site.UntilCountAsync(1, "Sites WHERE Name = 'Pier of Anna'");
        await page.ReloadAsync();
        await page.Heading("Contacts").ShownAsync();
        await page.GetByText("Pier of Anna").ShownAsync();
        await page.OpenFormAsync();
        await page.ShowsAsync("Jane Doe", "");
    }

    private static async Task AddSiteAsync(IPage page, string name)
    {
        await page.Button("Add site").ClickAsync();
        await page.Field("Name").FillAsync(name);
        await page.Field("Street").FillAsync("Quay 1");
        await page.Field("Postal code").FillAsync("1234");
        await page.Field("City").FillAsync("Oslo");
        await page.Button("Save site").ClickAsync();
        await page.GetByText(name).ShownAsync();
    }
}
