using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Stock;

public sealed class ProductTests
{
    private const string Sail = """{"sku":"SAIL-20","name":"Sail","category":"sails","priceInCents":99000}""";

    [Theory, OnEachDatabase]
    public async Task A_product_is_added_once(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var carla = await app.SignInAsync("carla");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => carla.SendAsync(Call.Post("/api/products", Sail))));
        Assert.Equal([201, 409, 409, 409, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal(1, await app.Database.CountAsync("\"Products\" WHERE \"Sku\" = 'SAIL-20'"));
    }

    [Theory, OnEachDatabase]
    public async Task Of_two_edits_of_one_version_the_second_is_refused(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var carla = await app.SignInAsync("carla");
        Call Edit(string name) => Call.Put("/api/products/ROPE-10", $$"""{"name":"{{name}}","priceInCents":245}""").With("If-Match", "\"1\"");
        Assert.Equal("\"2\"", (await carla.SendAsync(Edit("White rope")))["ETag"]);
        Assert.Equal(412, (await carla.SendAsync(Edit("Black rope"))).Status);
        Assert.Equal(["White rope"], await app.Database.RowsAsync("SELECT \"Name\" FROM \"Products\" WHERE \"Sku\" = 'ROPE-10'"));
    }

    [Theory, OnEachDatabase]
    public async Task A_product_that_was_moved_is_archived_and_not_removed(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var mara = await app.SignInAsync("mara");
        await mara.SendAsync(Call.Post("/api/products/SHACKLE-6/movements", """{"quantity":-1,"reason":"order 1"}"""));
        Assert.Equal(409, (await mara.SendAsync(Call.Delete("/api/products/SHACKLE-6"))).Status);

        Assert.Equal("""{"archived":1,"refusalsForgotten":1}""", (await mara.SendAsync(Call.Post("/api/products/archive", """{"category":"rigging"}"""))).Body);
        Assert.Equal(["SHACKLE-6"], await app.Database.RowsAsync("SELECT \"Sku\" FROM \"Products\" WHERE \"ArchivedAt\" IS NOT NULL"));
        Assert.Equal(0, await app.Database.CountAsync("\"Movements\""));
    }
}
