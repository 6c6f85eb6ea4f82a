using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Stock;

public sealed class MovementTests
{
    [Theory, OnEachDatabase]
    public async Task Nobody_ships_what_somebody_else_has_shipped(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var carla = await app.SignInAsync("carla");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => carla.SendAsync(
            Call.Post("/api/products/LAMP-LED/movements", $$"""{"quantity":-4,"reason":"order {{number}}"}"""))));
        Assert.Equal([201, 201, 201, 409, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal(0, await app.QuantityAsync("LAMP-LED"));
    }

    [Theory, OnEachDatabase]
    public async Task A_refused_movement_stays_on_record(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var carla = await app.SignInAsync("carla");
        Assert.Equal(409, (await carla.SendAsync(Call.Post("/api/products/LAMP-LED/movements", """{"quantity":-13,"reason":"order 1"}"""))).Status);
        Assert.Equal(["-13 | Refused | carla"], await app.Database.RowsAsync("SELECT \"Quantity\", \"State\", \"By\" FROM \"Movements\""));
        Assert.Equal(12, await app.QuantityAsync("LAMP-LED"));
    }
}
