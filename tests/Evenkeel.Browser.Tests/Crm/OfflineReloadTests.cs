using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Crm;

[Trait("Show", "3.10")]
public sealed class OfflineReloadTests(Chromium chromium)
{
    [Fact]
    public async Task A_reload_without_a_connection_opens_the_last_data_and_what_is_waiting()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await CrmSite.FindClientAsync(page);
        await page.UntilWorkerAsync();

        await site.Profile.SetOfflineAsync(true);
        await AddContactAsync(page, "Jane Doe");
        await page.Button("Offline: 1 waiting").ShownAsync();
        await page.ReloadAsync();
        await page.Heading("Contacts").ShownAsync();
        await page.GetByText("Jane Doe").ShownAsync();
        await page.Button("Offline: 1 waiting").ShownAsync();
        await AddContactAsync(page, "John Roe");
        await page.Button("Offline: 2 waiting").ShownAsync();
        var address = page.Url;
        await page.CloseAsync();

        page = await site.OpenAsync(address);
        await page.GetByText("John Roe").ShownAsync();
        await CrmSite.PictureAsync(page, "offline-reload");
        Assert.Equal(0, await site.CountAsync("Contacts WHERE Name IN ('Jane Doe', 'John Roe')"));

        await site.Profile.SetOfflineAsync(false);
        await page.Button("All changes saved").ShownAsync();
        Assert.Equal(1, await site.CountAsync("Contacts WHERE Name = 'Jane Doe'"));
        Assert.Equal(1, await site.CountAsync("Contacts WHERE Name = 'John Roe'"));
    }

    [Fact]
    public async Task The_page_can_be_installed()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await site.OpenAsync();
        var icons = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const address = document.querySelector("link[rel=manifest]").href;
              const manifest = await (await fetch(address)).json();
              return await Promise.all(manifest.icons.filter(icon => icon.type === "image/png").map(async ({ src, sizes }) => {
                const image = await createImageBitmap(await (await fetch(new URL(src, address))).blob());
                return `${sizes} ${image.width}x${image.height} ${manifest.display} ${new URL(manifest.start_url, address).pathname}`;
              }));
            }
            """);
        Assert.Equal(["192x192 192x192 standalone /", "512x512 512x512 standalone /"], icons);
    }

    private static async Task AddContactAsync(IPage page, string name)
    {
        await page.Button("Add contact").ClickAsync();
        await page.Field("Name").FillAsync(name);
        await page.Button("Save contact").ClickAsync();
        await page.AnyDialog().GoneAsync();
        await page.GetByText(name).ShownAsync();
    }
}
