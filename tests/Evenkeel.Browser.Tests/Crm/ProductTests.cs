using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Crm;

public sealed class ProductTests(Chromium chromium)
{
    [Fact]
    public async Task A_taken_SKU_is_said_at_its_field_and_what_was_typed_stays()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await OpenProductsAsync(site);
        await FillAsync(page, "Stern anode", "an-013", "19.90");
        await page.GetByText("“Zinc anode, shaft” has this SKU already.").ShownAsync();
        await Assertions.Expect(page.Field("SKU")).ToBeFocusedAsync();
        await Assertions.Expect(page.Field("SKU")).ToHaveValueAsync("an-013");
        await Assertions.Expect(page.Field("Name")).ToHaveValueAsync("Stern anode");
        await Assertions.Expect(page.Field("Unit price")).ToHaveValueAsync("19.9");
        await CrmSite.PictureAsync(page, "product-conflict");

        await page.Field("SKU").FillAsync("an-014");
        await page.Keyboard.PressAsync("Enter");
        await page.AnyDialog().GoneAsync();
        await Row(page, "Stern anode").GetByText("€19.90").ShownAsync();
        Assert.Equal(1, await site.CountAsync("Products WHERE Name = 'Stern anode' AND Sku = 'AN-014' AND UnitPrice = '19.9' AND Active = 1"));
    }

    [Fact]
    public async Task One_that_is_added_offline_is_found_and_archived_offline_and_a_late_conflict_can_be_mended()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await OpenProductsAsync(site);
        await site.Profile.SetOfflineAsync(true);
        await FillAsync(page, "Bow anode", "an-013", "21");
        await page.AnyDialog().GoneAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search products" }).FillAsync("bow an-0");
        await Row(page, "Bow anode").GetByText("Waiting", new() { Exact = true }).ShownAsync();
        await page.Button("Edit Teak deck, per m²").GoneAsync();
        await page.Button("Edit Bow anode").ClickAsync();
        await page.GetByRole(AriaRole.Switch, new() { Name = "On sale" }).UncheckAsync();
        await page.Button("Save changes").ClickAsync();
        await page.Heading("Nothing matches “bow an-0”").ShownAsync();
        await page.GetByText("Archived").ClickAsync();
        await Row(page, "Bow anode").ShownAsync();

        await site.Profile.SetOfflineAsync(false);
        await page.Button("1 needs attention").ClickAsync();
        await page.Button("Edit Add product Bow anode").ClickAsync();
        await page.Field("SKU").FillAsync("an-015");
        await page.Button("Save and send").ClickAsync();
        await page.Button("1 needs attention").ShownAsync();
        await page.Button("Edit Edit product Bow anode").ClickAsync();
        await page.Field("SKU").FillAsync("an-015");
        await page.Button("Save and send").ClickAsync();
        await page.GetByText("Everything you saved has reached the server.").ShownAsync();
        Assert.Equal(1, await site.CountAsync("Products WHERE Name = 'Bow anode' AND Sku = 'AN-015' AND Active = 0"));
        Assert.Equal(1, await site.CountAsync("Products WHERE Name = 'Bow anode'"));
    }

    [Fact]
    public async Task An_opportunity_shows_what_its_products_come_to_before_and_after_the_server_has_them()
    {
        await using var site = await CrmSite.StartAsync(chromium);
        var page = await OpenProductsAsync(site);
        await page.GetByRole(AriaRole.Link, new() { Name = "Clients", Exact = true }).ClickAsync();
        await CrmSite.FindClientAsync(page);
        await page.Button("Add opportunity").ClickAsync();
        await page.Field("Title").FillAsync("New deck");
        await page.Field("Amount").FillAsync("20000");
        await page.Button("Save opportunity").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New deck" }).ClickAsync();
        await page.GetByText("Nothing is offered yet.").ShownAsync();

        await site.Profile.SetOfflineAsync(true);
        await AddLineAsync(page, "Teak deck, per m² (€890.00)", "12.5");
        await AddLineAsync(page, "Zinc anode, shaft (€24.90)", "3");
        await TotalAsync(page, "€11,199.70");
        await CrmSite.PictureAsync(page, "lines-offline");
        await site.Profile.SetOfflineAsync(false);
        await page.Button("All changes saved").ShownAsync();
        await TotalAsync(page, "€11,199.70");
        Assert.Equal(1, await site.CountAsync("Lines l JOIN Products p ON p.Id = ProductId WHERE p.Sku = 'TD-001' AND Quantity = '12.5' AND l.UnitPrice = '890.0'"));

        await page.Button("Edit Zinc anode, shaft").ClickAsync();
        await page.Field("Quantity").FillAsync("4");
        await page.Keyboard.PressAsync("Enter");
        await TotalAsync(page, "€11,224.60");
    }

    private static async Task<IPage> OpenProductsAsync(CrmSite site)
    {
        var page = await site.OpenAsync();
        await CrmSite.SignInAsync(page, "anna@north.example");
        await page.GetByRole(AriaRole.Link, new() { Name = "Products", Exact = true }).ClickAsync();
        await Row(page, "Zinc anode, shaft").ShownAsync();
        return page;
    }

    private static async Task FillAsync(IPage page, string name, string sku, string price)
    {
        await page.Button("Add product").ClickAsync();
        await page.Field("Name").FillAsync(name);
        await page.Field("SKU").FillAsync(sku);
        await page.Field("VAT rate").FillAsync("25");
        await page.Field("Unit price").FillAsync(price);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task AddLineAsync(IPage page, string product, string quantity)
    {
        await page.Button("Add product line").ClickAsync();
        await page.Choice("Product").SelectOptionAsync(product);
        await page.Field("Quantity").FillAsync(quantity);
        await page.Keyboard.PressAsync("Enter");
        await page.AnyDialog().GoneAsync();
    }

    private static Task TotalAsync(IPage page, string total) =>
        page.GetByRole(AriaRole.Definition).Filter(new() { HasText = total }).ShownAsync();

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
}
