namespace Evenkeel.Browser.Tests.Crm.Api;

public sealed class OldFileTests
{
    [Fact]
    public async Task A_file_from_before_follow_ups_comments_and_products_keeps_its_rows_and_gets_the_tables()
    {
        await using var server = await CrmServer.StartAsync();
        using (var before = await CrmApi.SignInAsync(server, "anna@north.example"))
        {
            var (client, _) = await CrmPeople.ClientAsync(before);
            await before.DoneAsync("POST", $"/api/clients/{client}/contacts", new { name = "Kept Person" });
        }

        await server.RestartAfterAsync("DROP TABLE Lines; DROP TABLE FollowUps; DROP TABLE Comments; DROP TABLE Products;");
        using var anna = await CrmApi.SignInAsync(server, "anna@north.example");
        Assert.Equal(1, await server.CountAsync("Contacts WHERE Name = 'Kept Person'"));
        Assert.NotEqual(0, (await anna.GetAsync("/api/products")).GetProperty("products").GetArrayLength());
        Assert.NotEqual(0, (await anna.GetAsync("/api/follow-ups")).GetProperty("openTotal").GetInt32());
        var product = new { name = "Rope", sku = "af-200", unitPrice = 1, currency = "EUR", vatRate = 25, active = true };
        Assert.Equal(["sku"], (await anna.SendAsync("POST", "/api/products", product)).Fields);

        var products = await server.CountAsync("Products");
        await server.RestartAfterAsync("PRAGMA user_version;");
        Assert.Equal(products, await server.CountAsync("Products"));
    }
}
