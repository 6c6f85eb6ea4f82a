using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Testing.Time;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Crm;

[Trait("Show", "1.11")]
public sealed class PersonsDayTests(Chromium chromium)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task What_was_saved_online_and_offline_is_all_there_once_after_the_tab_was_closed(int width, ColorScheme scheme)
    {
        await using var site = await CrmSite.StartAsync(chromium, width, scheme);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        await AddOpportunityAsync(page);
        Assert.Equal(1, await site.CountAsync("Opportunities WHERE Title = 'Harbour crane'"));

        await site.Profile.SetOfflineAsync(true);
        await AddContactAsync(page, "Jane Doe", "jane@doe.example");
        await EditSiteAsync(page);
        await page.Button("Offline: 2 waiting").ShownAsync();
        await page.GetByText("Jane Doe").ShownAsync();
        await page.GetByText("New Street 1").ShownAsync();
        await CrmSite.PictureAsync(page, $"day-{width}-offline");
        Assert.Equal(0, await site.CountAsync("Contacts WHERE Name = 'Jane Doe'"));
        var address = page.Url;
        await page.CloseAsync();

        await site.Profile.SetOfflineAsync(false);
        page = await site.OpenAsync(address);
        await page.GetByText("New Street 1").ShownAsync();
        await page.GetByText("Jane Doe").ShownAsync();
        await page.Button("All changes saved").ShownAsync();
        await CrmSite.PictureAsync(page, $"day-{width}-saved");
        Assert.Equal(1, await site.CountAsync("Contacts WHERE Name = 'Jane Doe'"));
        Assert.Equal(1, await site.CountAsync("Sites WHERE Street = 'New Street 1'"));
        Assert.Equal(1, await site.CountAsync("Opportunities WHERE Title = 'Harbour crane'"));
    }

    [Fact]
    public async Task A_validation_error_belongs_to_its_field_and_one_that_came_too_late_to_the_panel()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);

        await page.Button("Add contact").ClickAsync();
        await page.Field("Name").FillAsync("Poor Mail");
        await page.Field("E-mail").FillAsync("poor");
        await page.Button("Save contact").ClickAsync();
        await page.GetByText("Enter an e-mail address like").ShownAsync();
        Assert.Equal("email", await page.EvaluateAsync<string>("() => document.activeElement.name"));
        await page.Button("Cancel").ClickAsync();
        await page.Button("All changes saved").ShownAsync();

        await site.Profile.SetOfflineAsync(true);
        await AddContactAsync(page, "Poor Mail", "poor");
        await site.Profile.SetOfflineAsync(false);
        await page.Button("1 needs attention").ClickAsync();
        await page.GetByText("Enter an e-mail address like").ShownAsync();
        await CrmSite.PictureAsync(page, "day-parked");

        await page.Button("Edit Add contact Poor Mail").ClickAsync();
        await page.Field("E-mail").FillAsync("poor@mail.example");
        await page.Button("Save and send").ClickAsync();
        await page.GetByText("Everything you saved has reached the server.").ShownAsync();
        Assert.Equal(1, await site.CountAsync("Contacts WHERE Email = 'poor@mail.example'"));
        Assert.Equal(1, await site.CountAsync("Contacts WHERE Name = 'Poor Mail'"));
    }

    [Fact]
    public async Task Signed_out_with_a_change_on_the_way_another_tenant_sees_none_of_it_and_its_owner_sends_it()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        await site.Profile.ClearCookiesAsync();
        await AddContactAsync(page, "Late Visitor", "late@visitor.example");
        await page.Button("Sign in to send 1 change").ShownAsync();

        await page.Button("Sign in again").ClickAsync();
        await CrmSite.SignInAsync(page, "carla@harbour.example");
        await page.Heading("There is nothing at this address").ShownAsync();
        await page.Button("All changes saved").ShownAsync();
        Assert.Equal(0, await page.GetByText("Late Visitor").CountAsync());
        Assert.Equal(0, await site.CountAsync("Contacts WHERE Name = 'Late Visitor'"));

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Account of") }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await page.GetByText("Late Visitor").ShownAsync();
        await Poll.UntilAsync(async () => await site.CountAsync("Contacts WHERE Name = 'Late Visitor'") > 0, TimeSpan.FromSeconds(30), () => "It was never sent.");
        await page.Button("All changes saved").ShownAsync();
        Assert.Equal(1, await site.CountAsync("Contacts WHERE Name = 'Late Visitor'"));
    }

    private static async Task AddOpportunityAsync(IPage page)
    {
        await page.Button("Add opportunity").ClickAsync();
        await page.Field("Title").FillAsync("Harbour crane");
        await page.Field("Amount").FillAsync("12500");
        await page.Button("Save opportunity").ClickAsync();
        await page.AnyDialog().GoneAsync();
        await page.GetByText("Harbour crane").ShownAsync();
        await page.Button("All changes saved").ShownAsync();
    }

    private static async Task AddContactAsync(IPage page, string name, string email)
    {
        await page.Button("Add contact").ClickAsync();
        await page.Field("Name").FillAsync(name);
        await page.Field("E-mail").FillAsync(email);
        await page.Button("Save contact").ClickAsync();
        await page.AnyDialog().GoneAsync();
    }

    private static async Task EditSiteAsync(IPage page)
    {
        await page.Button("Edit Winter store").ClickAsync();
        await page.Field("Street").FillAsync("New Street 1");
        await page.Button("Save changes").ClickAsync();
        await page.AnyDialog().GoneAsync();
    }
}
