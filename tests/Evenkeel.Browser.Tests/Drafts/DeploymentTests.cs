using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Evenkeel.Browser.Tests.Deployments;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>A deployment while somebody types: two builds, real processes, and what the first has kept is there in the second.</summary>
[Trait("Show", "5.6")]
public sealed class DeploymentTests(Chromium chromium)
{
    private const string Drafts = "evenkeel_draft WHERE bytes > 0";

    [Fact]
    public async Task What_was_typed_under_the_first_build_is_there_under_the_second_on_this_device_and_on_another()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        await using var elsewhere = await chromium.Instance.NewContextAsync();
        elsewhere.SetDefaultTimeout(Chromium.PatienceMs);
        var page = await fleet.OpenClientAsync();
        var (first, address) = (await page.BuildAsync(), page.Url);

        // A comment in a tab that is closed, and a contact in one that stays open.
        var closed = await fleet.Profile.NewPageAsync();
        await closed.GotoAsync(address);
        await closed.KeysAsync("New comment", "Half a sentence");
        await fleet.UntilCountAsync(1, Holding("Half a sentence"));
        await closed.CloseAsync();
        await page.OpenFormAsync();
        await page.KeysAsync("Name", "Jane Doe");
        await page.KeysAsync("Role", "Yard manager");
        await fleet.UntilCountAsync(1, Holding("Yard manager"));

        // The page of the first build waits for who types, and goes on keeping.
        await page.MarkAsync();
        await fleet.DeployAsync(CrmBuild.Second);
        await page.CheckAsync();
        await page.UntilStateAsync("incompatible");
        await page.WaitForFunctionAsync("() => keel.deployment.status.get().pending");
        await page.KeysAsync("Role", " at night");
        await page.UntilOnDeviceAsync("Yard manager at night");
        Assert.True(await page.IsMarkedAsync());

        // Closed by the person, the form is no field any more that the update could bring along.
        await page.Keyboard.PressAsync("Escape");
        await page.UntilOtherBuildAsync(first);
        Assert.DoesNotContain("Yard manager", await page.EvaluateAsync<string>("() => JSON.stringify({ ...sessionStorage })"), StringComparison.Ordinal);
        await page.Heading("Contacts").ShownAsync();
        await page.OpenFormAsync();
        await page.ShowsAsync("Jane Doe", "Yard manager at night");
        await fleet.UntilCountAsync(1, Holding("Yard manager at night"));

        // The other device has never had a page of the first build.
        var phone = await elsewhere.NewPageAsync();
        await phone.GotoAsync(address);
        await CrmSite.SignInAsync(phone, "anna@north.example");
        await phone.Heading("Contacts").ShownAsync();
        Assert.NotEqual(first, await phone.BuildAsync());
        await Assertions.Expect(phone.Field("New comment")).ToHaveValueAsync("Half a sentence");
        await phone.OpenFormAsync();
        await phone.ShowsAsync("Jane Doe", "Yard manager at night");
        Assert.Equal(2, await fleet.CountAsync(Drafts));

        // The commands of the second build consume what the first has kept.
        await page.Button("Save contact").ClickAsync();
        await page.AnyDialog().GoneAsync();
        await fleet.UntilCountAsync(1, "Contacts WHERE Name = 'Jane Doe' AND Role = 'Yard manager at night'");
        await page.Button("Add comment").ClickAsync();
        await fleet.UntilCountAsync(1, "Comments WHERE Text = 'Half a sentence'");
        await fleet.UntilCountAsync(0, Drafts);
    }

    [Fact]
    public async Task A_person_who_reloads_in_the_middle_of_a_sentence_and_gets_the_next_build_goes_on_in_it()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        var page = await fleet.OpenClientAsync();
        var first = await page.BuildAsync();
        await page.KeysAsync("New comment", "Half a sentence");
        await fleet.UntilCountAsync(1, Holding("Half a sentence"));

        await fleet.DeployAsync(CrmBuild.Compatible);
        await page.KeysAsync("New comment", " and more");
        await page.UntilOnDeviceAsync("Half a sentence and more");
        await page.ReloadAsync();
        await page.UntilOtherBuildAsync(first);
        await Assertions.Expect(page.Field("New comment")).ToHaveValueAsync("Half a sentence and more");
        await fleet.UntilCountAsync(1, Holding("Half a sentence and more"));

        // So does a new tab, when that one is gone.
        var address = page.Url;
        await page.CloseAsync();
        page = await fleet.Profile.NewPageAsync();
        await page.GotoAsync(address);
        await Assertions.Expect(page.Field("New comment")).ToHaveValueAsync("Half a sentence and more");
        await page.Button("Add comment").ClickAsync();
        await fleet.UntilCountAsync(1, "Comments WHERE Text = 'Half a sentence and more'");
        await fleet.UntilCountAsync(0, Drafts);
    }

    private static string Holding(string text) => $"{Drafts} AND CAST(content AS TEXT) LIKE '%\"{text}\"%'";
}
