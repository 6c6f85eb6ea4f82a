using Evenkeel.Testing.Time;

namespace Evenkeel.Browser.Tests.Crm.Api;

[Collection(nameof(CrmPeople))]
public sealed class ProductSkuTests(CrmPeople people)
{
    [Fact]
    public async Task A_SKU_is_taken_once_in_a_company_however_it_is_written()
    {
        var first = CrmPeople.Id(await people.Anna.DoneAsync("POST", "/api/products", Product("once-1")));
        var second = CrmPeople.Id(await people.Anna.DoneAsync("POST", "/api/products", Product("ONCE-2")));
        Assert.Equal(["sku"], (await people.Ben.SendAsync("POST", "/api/products", Product(" Once-1 "))).Fields);
        Assert.Equal(["sku"], (await people.Ben.SendAsync("PUT", $"/api/products/{second}", Product("once-1"))).Fields);
        await people.Ben.DoneAsync("PUT", $"/api/products/{first}", Product("once-1"));
        await people.Carla.DoneAsync("POST", "/api/products", Product("once-1"));
    }

    [Fact]
    public async Task Many_who_take_one_SKU_at_the_same_moment_leave_one_product_and_the_others_are_told()
    {
        // Whether the check or the index finds out is a matter of microseconds: on until the index has.
        var round = 0;
        await Poll.UntilAsync(() => IndexDecidesAsync($"RACE-{++round}"), TimeSpan.FromSeconds(60), () => $"The check found all of {round} rounds.");
    }

    private async Task<bool> IndexDecidesAsync(string sku)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? people.Anna : people.Ben)
            .SendAsync("POST", "/api/products", Product(sku))));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal((400, "sku"), (answer.Status, string.Join(' ', answer.Fields))));
        Assert.Equal(1, await people.Server.CountAsync($"Products WHERE Sku = '{sku}'"));
        return answers.Any(answer => answer.ToString().Contains("took this SKU just now", StringComparison.Ordinal));
    }

    private static object Product(string sku) => new { name = "Shackle", sku, unitPrice = 3.2m, currency = "EUR", vatRate = 25, active = true };
}
