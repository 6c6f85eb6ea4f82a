using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Stock;

public sealed class PriceTests
{
    [Theory, OnEachDatabase]
    public async Task All_prices_of_a_category_change_and_the_change_is_on_record(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var mara = await app.SignInAsync("mara");
        Assert.Equal(201, (await mara.SendAsync(Call.Post("/api/price-changes", """{"category":"rigging","percent":-20}"""))).Status);
        Assert.Equal(["5900", "196", "336", "1032"], await app.Database.RowsAsync("SELECT \"PriceInCents\" FROM \"Products\" ORDER BY \"Sku\""));
        Assert.Equal(["rigging | -20 | 3 | mara"], await app.Database.RowsAsync("SELECT \"Category\", \"Percent\", \"Products\", \"By\" FROM \"PriceChanges\""));
    }

    [Theory, OnEachDatabase]
    public async Task A_change_of_nothing_is_not_on_record(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var mara = await app.SignInAsync("mara");
        Assert.Equal(404, (await mara.SendAsync(Call.Post("/api/price-changes", """{"category":"sails","percent":-20}"""))).Status);
        Assert.Equal(0, await app.Database.CountAsync("\"PriceChanges\""));
    }
}
