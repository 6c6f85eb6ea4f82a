using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Crm;

public sealed class CommentTests(Chromium chromium)
{
    [Fact]
    public async Task One_that_is_typed_and_edited_offline_shows_at_once_and_is_sent_later_with_its_lines()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        var comments = page.GetByRole(AriaRole.List, new() { Name = "Comments" });
        await comments.WaitForAsync(new() { State = WaitForSelectorState.Attached });

        await site.Profile.SetOfflineAsync(true);
        await page.Field("New comment").FillAsync("Talked to the harbour master.\nHe will call.");
        await page.Keyboard.PressAsync("Control+Enter");
        var mine = comments.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "He will call" });
        await mine.GetByText("Anna Lindqvist").ShownAsync();
        await mine.GetByText("Waiting", new() { Exact = true }).ShownAsync();
        await Assertions.Expect(page.Field("New comment")).ToHaveValueAsync("");

        await mine.GetByRole(AriaRole.Button, new() { NameRegex = new("^Edit comment") }).ClickAsync();
        await page.Field("Edit your comment").PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" On Monday.");
        await page.Button("Save changes").ClickAsync();
        await mine.GetByText("He will call. On Monday.").ShownAsync();
        await Assertions.Expect(mine.GetByRole(AriaRole.Button, new() { NameRegex = new("^Edit comment") })).ToBeFocusedAsync();
        await CrmSite.PictureAsync(page, "comment-offline");
        Assert.Equal(0, await site.CountAsync("Comments WHERE Text LIKE '%He will call%'"));

        await site.Profile.SetOfflineAsync(false);
        await page.Button("All changes saved").ShownAsync();
        await mine.GetByText("edited").ShownAsync();
        Assert.Equal(1, await site.CountAsync("Comments WHERE Text = 'Talked to the harbour master.' || char(10) || 'He will call. On Monday.'"));
        Assert.Equal(1, await site.CountAsync("Comments WHERE Text LIKE '%He will call%'"));
    }

    [Fact]
    public async Task One_that_is_too_long_comes_back_into_the_box_and_offline_it_is_kept_and_can_be_mended()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        var text = "Minutes: " + new string('m', 3_992);
        await page.Field("New comment").FillAsync(text);
        await page.GetByText("4,001 of 4,000 characters").ShownAsync();
        await page.Button("Add comment").ClickAsync();
        await page.GetByText("The comment has at most 4000 characters.").ShownAsync();
        await Assertions.Expect(page.Field("New comment")).ToHaveValueAsync(text);

        await site.Profile.SetOfflineAsync(true);
        await page.Button("Add comment").ClickAsync();
        await page.Button("Offline: 1 waiting").ShownAsync();
        await site.Profile.SetOfflineAsync(false);
        await page.Button("1 needs attention").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Edit Add comment Minutes") }).ClickAsync();
        await page.Field("Comment").FillAsync("Minutes: see the mail.");
        await page.Button("Save and send").ClickAsync();
        await page.GetByText("Everything you saved has reached the server.").ShownAsync();
        Assert.Equal(1, await site.CountAsync("Comments WHERE Text LIKE 'Minutes: %'"));
        Assert.Equal(1, await site.CountAsync("Comments WHERE Text = 'Minutes: see the mail.'"));
    }

    [Fact]
    public async Task One_that_is_refused_after_its_page_was_left_is_kept_for_the_person_who_typed_it()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        var left = new TaskCompletionSource();
        await page.RouteAsync("**/comments", async route =>
        {
            if (route.Request.Method == "POST")
                await left.Task;
            await route.ContinueAsync();
        });
        await page.Field("New comment").FillAsync(new string('m', 4_001));
        await page.Button("Add comment").ClickAsync();
        await page.Button("Saving…").ShownAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Products", Exact = true }).ClickAsync();
        await page.Heading("Products").ShownAsync();
        left.SetResult();

        await page.Button("1 needs attention").ClickAsync();
        await page.GetByText("The comment has at most 4000 characters.").ShownAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Edit Add comment mmm") }).ClickAsync();
        await Assertions.Expect(page.Field("Comment")).ToHaveValueAsync(new string('m', 4_001));
    }

    [Fact]
    public async Task On_an_opportunity_one_of_somebody_else_has_no_way_to_change_it_and_ones_own_has()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "ben@north.example");
        await OpenOpportunityAsync(page);
        await page.Field("New comment").FillAsync("By Ben");
        await page.Button("Add comment").ClickAsync();
        await site.UntilCountAsync(1, "Comments WHERE Text = 'By Ben' AND OpportunityId IS NOT NULL");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit comment By Ben" }).ShownAsync();

        await page.Button("Account of Ben Okafor").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await page.GetByText("By Ben", new() { Exact = true }).ShownAsync();
        await page.Button("All changes saved").ShownAsync();
        Assert.Equal(0, await page.Button("Edit comment By Ben").CountAsync());
        Assert.Equal(0, await page.Button("Delete comment By Ben").CountAsync());
    }

    private static async Task OpenOpportunityAsync(IPage page)
    {
        await CrmSite.FindClientAsync(page);
        await page.GetByRole(AriaRole.List, new() { Name = "Opportunities" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Button("Edit opportunity").ShownAsync();
    }
}
