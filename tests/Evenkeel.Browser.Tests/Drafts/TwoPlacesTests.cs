using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>One form in two tabs, or on two devices.</summary>
[Trait("Show", "5.6")]
public sealed class TwoPlacesTests(Chromium chromium)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_overwritten_silently(bool devices)
    {
        await using var site = await CrmSite.StartAsync(chromium);
        await using var other = devices ? await chromium.Instance.NewContextAsync() : null;
        other?.SetDefaultTimeout(Chromium.PatienceMs);
        var one = await site.OpenAsync();
        await CrmSite.SignInAsync(one, "anna@north.example");
        await CrmSite.FindClientAsync(one);
        var two = await (other ?? site.Profile).NewPageAsync();
        await two.GotoAsync(one.Url);
        if (devices)
        {
            await CrmSite.SignInAsync(two, "anna@north.example");
        }

        // Both open it before either has typed.
        await two.Heading("Contacts").ShownAsync();
        await one.OpenFormAsync();
        await two.OpenFormAsync();
        await one.KeysAsync("Name", "Jane Doe");
        await site.UntilCountAsync(1, "evenkeel_draft WHERE bytes > 0");
        await two.KeysAsync("Name", "John Roe");
        await two.GetByText("You have also typed this elsewhere").ShownAsync();

        // Each still shows its own, and each can be had.
        Assert.Equal("Jane Doe", await one.Field("Name").InputValueAsync());
        Assert.Equal("John Roe", await two.Field("Name").InputValueAsync());
        await two.Button("Take that").ClickAsync();
        await two.ShowsAsync("Jane Doe", "");
        await two.GetByText("You have also typed this elsewhere").GoneAsync();
    }

    [Fact]
    public async Task What_was_typed_on_one_device_is_there_on_the_other()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        await using var other = await chromium.Instance.NewContextAsync();
        other.SetDefaultTimeout(Chromium.PatienceMs);
        var one = await site.OpenAsync();
        await CrmSite.SignInAsync(one, "anna@north.example");
        await CrmSite.FindClientAsync(one);
        await one.OpenFormAsync();
        await one.KeysAsync("Name", "Jane Doe");
        await one.KeysAsync("Role", "Yard manager");
        await site.UntilCountAsync(1, "evenkeel_draft WHERE bytes > 0 AND CAST(content AS TEXT) LIKE '%Yard manager%'");
        await one.CloseAsync();

        var two = await other.NewPageAsync();
        await two.GotoAsync(one.Url);
        await CrmSite.SignInAsync(two, "anna@north.example");
        await two.Heading("Contacts").ShownAsync();
        await two.OpenFormAsync();
        await two.ShowsAsync("Jane Doe", "Yard manager");
        await CrmSite.PictureAsync(two, "draft-restored");
    }
}
