using Evenkeel.Adoption.Tests.Adopted;
using Evenkeel.Adoption.Tests.Databases;

namespace Evenkeel.Adoption.Tests.Stock;

public sealed class StockAdoptionTests
{
    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task Commands_with_an_id_are_answered_as_ever_and_take_effect_once(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        await OperationScript.AssertOnceAsync(app, StockScript.Steps, "stockroom.http");
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task Commands_whose_answer_is_cut_off_after_the_commit_take_effect_once(string provider)
    {
        await using var plain = await StockApp.StartAsync(provider);
        await using var cut = await StockApp.StartAsync(provider);
        Assert.Equal(
            await OperationScript.ContentWithoutIdsAsync(plain, StockScript.Steps),
            await OperationScript.AssertOnceWhenCutAsync(cut, StockScript.Steps, "stockroom.http"));
    }
}
