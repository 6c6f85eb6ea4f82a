using Evenkeel.Adoption.Tests.Adopted;
using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;
using Evenkeel.Adoption.Tests.Hosting;

namespace Evenkeel.Adoption.Tests.Stock;

public sealed class StockOperationsTests
{
    private static readonly Call Ship = Call.Post("/api/products/LAMP-LED/movements", """{"quantity":-4,"reason":"order 1"}""");
    private static readonly Call Raise = Call.Post("/api/price-changes", """{"category":"electrics","percent":10}""");

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task What_is_sent_twice_happens_twice_without_an_id_and_once_with_one(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var carla = await app.SignInAsync("carla");
        Assert.Equal((201, 201), ((await carla.SendAsync(Ship)).Status, (await carla.SendAsync(Ship)).Status));
        Assert.Equal(4, await app.QuantityAsync("LAMP-LED"));

        var operation = Ship.WithId(Operations.NewId());
        Assert.Equal((201, 201), ((await carla.SendAsync(operation)).Status, (await carla.SendAsync(operation)).Status));
        Assert.Equal(0, await app.QuantityAsync("LAMP-LED"));
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task Duplicates_at_once_take_effect_once(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var mara = await app.SignInAsync("mara");
        Assert.Equal(201, (await Duplicates.SendAtOnceAsync(mara, Ship)).Status);
        Assert.Equal(201, (await Duplicates.SendAtOnceAsync(mara, Raise)).Status);
        Assert.Equal(8, await app.QuantityAsync("LAMP-LED"));
        Assert.Equal(["6490"], await app.Database.RowsAsync("SELECT \"PriceInCents\" FROM \"Products\" WHERE \"Sku\" = 'LAMP-LED'"));
        Assert.Equal(1, await app.Database.CountAsync("\"PriceChanges\""));
    }

    [Theory]
    [InlineData("Movements")]
    [InlineData("PriceChanges")]
    [Trait("Show", "2.3")]
    public async Task A_duplicate_of_one_that_is_under_way_gets_its_answer(string table)
    {
        await using var app = await StockApp.StartAsync(PostgresAppDatabase.Name);
        var mara = await app.SignInAsync("mara");
        var answer = await Duplicates.SendDuringAsync(app, table, mara, table == "Movements" ? Ship : Raise);
        Assert.Equal(201, answer.Status);
        Assert.Equal(1, await app.Database.CountAsync($"\"{table}\""));
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task A_flush_runs_each_operation_with_the_token_that_it_carries(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var carla = await app.SignInAsync("carla");
        var discarded = Operations.NewId();
        string[] lines =
        [
            Flush.Line(Call.Post("/api/products", """{"sku":"SAIL-20","name":"Sail","category":"sails","priceInCents":99000}"""), Operations.NewId()),
            Flush.Line(Call.Post("/api/products/SAIL-20/movements", """{"quantity":2,"reason":"delivery 1"}"""), Operations.NewId()),
            Flush.Line(Call.Post("/api/products/SAIL-20/movements", """{"quantity":-3,"reason":"order 2"}"""), Operations.NewId()),
            Flush.Line(Raise, Operations.NewId()),
            Flush.Line(Call.Delete("/api/products/SHACKLE-6"), Operations.NewId()),
            $$"""{"void":"{{discarded}}"}""",
            Flush.Line(Ship, discarded),
        ];
        var first = await Flush.SendAsync(carla, lines);
        var content = await app.Database.ContentAsync();
        var second = await Flush.SendAsync(carla, lines);

        Assert.Equal([201, 201, 409, 403, 204, 200, 410], first.Statuses());
        Assert.Equal(first.Statuses(), second.Statuses());
        Assert.Equal([true, true, true, false, true, false, false], second.Replays());
        Assert.Equal("/api/products/SAIL-20", first[0].GetProperty("location").GetString());
        Assert.Equal("carla", first[1].GetProperty("body").GetProperty("by").GetString());
        Assert.Equal(first[1].GetProperty("body").GetRawText(), second[1].GetProperty("body").GetRawText());
        Assert.Equal(content, await app.Database.ContentAsync());
        Assert.Equal((2, 12), (await app.QuantityAsync("SAIL-20"), await app.QuantityAsync("LAMP-LED")));
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task A_flush_without_a_token_changes_nothing_and_can_be_sent_again_with_one(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var carla = await app.SignInAsync("carla");
        var line = Flush.Line(Ship, Operations.NewId());
        Assert.Equal([401], (await Flush.SendAsync(new SignedIn(app.Address, "Authorization", "Bearer nonsense"), line)).Statuses());
        Assert.Equal(12, await app.QuantityAsync("LAMP-LED"));
        Assert.Equal([201], (await Flush.SendAsync(carla, line)).Statuses());
        Assert.Equal(8, await app.QuantityAsync("LAMP-LED"));
    }

    [Fact]
    [Trait("Show", "2.3")]
    public async Task The_session_is_known_by_its_token()
    {
        await using var app = await StockApp.StartAsync(SqliteAppDatabase.Name);
        var carla = await app.SignInAsync("carla");
        var session = (await carla.SendAsync(Call.Get("/_evenkeel/session"))).Json;
        Assert.Equal(("valid", "carla"), (session.GetProperty("state").GetString(), session.GetProperty("name").GetString()));
        Assert.Equal("anonymous", (await app.SendAsync(Call.Get("/_evenkeel/session"))).Json.GetProperty("state").GetString());
    }
}
