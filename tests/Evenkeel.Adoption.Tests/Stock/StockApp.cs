using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;
using Evenkeel.Adoption.Tests.Hosting;
using Stockroom;

namespace Evenkeel.Adoption.Tests.Stock;

/// <summary>The minimal API.</summary>
internal sealed class StockApp : AdoptingApp<StockDb>
{
    public const string Password = "fair-wind-42";

    private StockApp(AppDatabase database)
        : base(
            database,
            ("Database", database.Provider),
            ("ConnectionStrings:Stock", database.ConnectionString),
            ("SignIn:Attempts", "4"),
            ("SignIn:Window", "01:00:00")) =>
        Start();

    public static async Task<StockApp> StartAsync(string provider) => new(await AppDatabase.CreateAsync(provider));

    /// <summary>carla is a clerk, mara a manager.</summary>
    public async Task<SignedIn> SignInAsync(string name)
    {
        var answer = await SendAsync(Call.Post("/account/sign-in", $$"""{"userName":"{{name}}","password":"{{Password}}"}"""));
        return Bearer(answer.Json.GetProperty("accessToken").GetString()!);
    }

    public SignedIn Bearer(string token) => new(Address, "Authorization", $"Bearer {token}");

    public async Task<int> QuantityAsync(string sku) =>
        int.Parse((await Database.RowsAsync($"""SELECT "Quantity" FROM "Products" WHERE "Sku" = '{sku}'"""))[0]);
}
