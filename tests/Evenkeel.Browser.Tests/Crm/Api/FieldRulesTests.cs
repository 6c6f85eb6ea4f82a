namespace Evenkeel.Browser.Tests.Crm.Api;

/// <summary>Each limit: what lies just beyond is refused at its field, what lies just within is taken.</summary>
[Collection(nameof(CrmPeople))]
public sealed class FieldRulesTests(CrmPeople people)
{
    [Fact]
    public async Task A_follow_up_is_checked_field_by_field()
    {
        var (client, _) = await CrmPeople.ClientAsync(people.Anna);
        var self = await CrmPeople.SelfAsync(people.Anna);
        var address = $"/api/clients/{client}/follow-ups";
        Assert.Equal(["assigneeId", "dueOn", "note"], (await people.Anna.SendAsync("POST", address, new { })).Fields);
        Assert.Equal(["dueOn", "note"], (await people.Anna.SendAsync("POST", address, new { note = new string('n', 301), dueOn = "2030-02-30", assigneeId = self })).Fields);
        Assert.Equal(["assigneeId"], (await people.Anna.SendAsync("POST", address, new { note = "n", dueOn = "2030-02-28", assigneeId = Guid.Empty })).Fields);
        var added = await people.Anna.DoneAsync("POST", address, new { note = new string('n', 300), dueOn = "2030-02-28", assigneeId = self });
        Assert.Equal(["done"], (await people.Anna.SendAsync("POST", $"{address}/{CrmPeople.Id(added)}/done", new { })).Fields);
    }

    [Fact]
    public async Task A_comment_has_text_and_at_most_4000_characters()
    {
        var (client, _) = await CrmPeople.ClientAsync(people.Anna);
        var address = $"/api/clients/{client}/comments";
        Assert.Equal(["text"], (await people.Anna.SendAsync("POST", address, new { text = " \n " })).Fields);
        Assert.Equal(["text"], (await people.Anna.SendAsync("POST", address, new { text = new string('c', 4_001) })).Fields);
        Assert.Equal(["newest"], (await people.Anna.SendAsync("GET", $"{address}?newest=0")).Fields);
        await people.Anna.DoneAsync("POST", address, new { text = new string('c', 4_000) });
    }

    [Fact]
    public async Task A_product_is_checked_field_by_field_and_its_price_kept_exactly()
    {
        Assert.Equal(["active", "currency", "name", "sku", "unitPrice", "vatRate"], (await people.Anna.SendAsync("POST", "/api/products", new { })).Fields);
        var wrong = new { name = new string('n', 121), sku = "NO SPACE", unitPrice = 1.005m, currency = "eur", vatRate = 100.01m, active = true };
        Assert.Equal(["currency", "name", "sku", "unitPrice", "vatRate"], (await people.Anna.SendAsync("POST", "/api/products", wrong)).Fields);
        await people.Anna.DoneAsync("POST", "/api/products", new { name = "Wire", sku = "wire-1", unitPrice = 999_999.99m, currency = "NOK", vatRate = 5.5m, active = true });
        Assert.Equal(1, await people.Server.CountAsync("Products WHERE Sku = 'WIRE-1' AND UnitPrice = '999999.99' AND Currency = 'NOK' AND VatRate = '5.5'"));
    }

    [Fact]
    public async Task A_product_line_keeps_the_price_of_its_day_and_takes_only_what_is_on_sale()
    {
        var (client, opportunity) = await CrmPeople.ClientAsync(people.Anna);
        var lines = $"/api/clients/{client}/opportunities/{opportunity}/lines";
        var product = new { name = "Buoy", sku = "BUOY-1", unitPrice = 10.10m, currency = "EUR", vatRate = 25, active = true };
        var id = CrmPeople.Id(await people.Anna.DoneAsync("POST", "/api/products", product));
        Assert.Equal(["quantity"], (await people.Anna.SendAsync("POST", lines, new { productId = id, quantity = 0 })).Fields);
        var line = CrmPeople.Id(await people.Anna.DoneAsync("POST", lines, new { productId = id, quantity = 2.5m }));

        await people.Anna.DoneAsync("PUT", $"/api/products/{id}", product with { unitPrice = 99m, active = false });
        var edited = await people.Anna.DoneAsync("PUT", $"{lines}/{line}", new { quantity = 3 });
        Assert.Equal((3m, 10.10m), (edited.GetProperty("quantity").GetDecimal(), edited.GetProperty("unitPrice").GetDecimal()));
        Assert.Equal(["productId"], (await people.Anna.SendAsync("POST", lines, new { productId = id, quantity = 1 })).Fields);
    }
}
