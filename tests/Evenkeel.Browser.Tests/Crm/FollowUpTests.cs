using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Crm;

public sealed class FollowUpTests(Chromium chromium)
{
    private const string Done = "FollowUps WHERE Note = 'Book the big crane' AND DoneAt IS NOT NULL";

    [Theory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task One_that_is_ticked_offline_appears_done_everywhere_and_is_one_change_after_a_reload(int width, ColorScheme scheme)
    {
        await using var site = await CrmSite.StartAsync(chromium, width, scheme);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        await AddAsync(page, "Book the big crane");
        await page.Button("All changes saved").ShownAsync();

        await site.Profile.SetOfflineAsync(true);
        await page.Tick("Done: Book the big crane").CheckAsync();
        await page.Button("Offline: 1 waiting").ShownAsync();
        await Assertions.Expect(page.Tick("Done: Book the big crane")).ToBeFocusedAsync();
        await page.GetByText("Waiting", new() { Exact = true }).ShownAsync();
        await CrmSite.PictureAsync(page, $"follow-up-{width}-offline");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Follow-ups") }).ClickAsync();
        await page.Button("Done").ClickAsync();
        await Assertions.Expect(page.Tick("Done: Book the big crane")).ToBeCheckedAsync();
        Assert.Equal(0, await site.CountAsync(Done));

        await page.GoBackAsync();
        await page.Heading("Contacts").ShownAsync();
        await site.Profile.SetOfflineAsync(false);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Show \\d+ done$") }).ClickAsync();
        await Assertions.Expect(page.Tick("Done: Book the big crane")).ToBeCheckedAsync();
        await page.Button("All changes saved").ShownAsync();
        Assert.Equal(1, await site.CountAsync(Done));
        Assert.Equal(1, await site.CountAsync("evenkeel_ledger WHERE action LIKE '%/done'"));
    }

    [Fact]
    public async Task One_that_is_added_offline_is_in_all_lists_at_once_and_moves_with_its_date_and_its_person()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Follow-ups") }).ClickAsync();
        await page.GetByText("Everybody’s").ClickAsync();
        await page.GetByText("Ben Okafor").ShownAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clients", Exact = true }).ClickAsync();
        await CrmSite.FindClientAsync(page);

        await site.Profile.SetOfflineAsync(true);
        await AddAsync(page, "Measure the slipway");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Follow-ups") }).ClickAsync();
        var upcoming = page.GetByRole(AriaRole.List, new() { Name = "Upcoming" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Measure the slipway" });
        await upcoming.GetByRole(AriaRole.Link, new() { Name = "Anchor Charters" }).ShownAsync();

        await page.Button("Edit Measure the slipway").ClickAsync();
        await page.GetByLabel("Due date").FillAsync("2020-01-31");
        await page.Choice("Assigned to").SelectOptionAsync("Ben Okafor");
        await page.Keyboard.PressAsync("Enter");
        await page.AnyDialog().GoneAsync();
        await upcoming.GoneAsync();
        await page.GetByText("Everybody’s").ClickAsync();
        var overdue = page.GetByRole(AriaRole.List, new() { Name = "Overdue" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Measure the slipway" });
        await overdue.GetByText("Ben Okafor").ShownAsync();
        await CrmSite.PictureAsync(page, "follow-ups-offline");

        await site.Profile.SetOfflineAsync(false);
        await page.Button("All changes saved").ShownAsync();
        await overdue.GetByText("Ben Okafor").ShownAsync();
        Assert.Equal(1, await site.CountAsync("FollowUps f JOIN Users u ON u.Id = AssigneeId WHERE Note = 'Measure the slipway' AND DueOn = '2020-01-31' AND u.Name = 'Ben Okafor'"));
        await page.Button("Delete Measure the slipway").ClickAsync();
        await page.Button("Delete follow-up").ClickAsync();
        await site.UntilCountAsync(0, "FollowUps WHERE Note = 'Measure the slipway'");
        await overdue.GoneAsync();
    }

    private static async Task AddAsync(IPage page, string note)
    {
        await page.Button("Add follow-up").ClickAsync();
        await page.Field("What is to be done").FillAsync(note);
        await page.GetByLabel("Due date").FillAsync("2090-12-31");
        await Assertions.Expect(page.Choice("Assigned to")).Not.ToHaveValueAsync("");
        await page.Keyboard.PressAsync("Enter");
        await page.AnyDialog().GoneAsync();
        await Assertions.Expect(page.Button("Add follow-up")).ToBeFocusedAsync();
        await page.Tick($"Done: {note}").ShownAsync();
    }
}
