using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Stock;

public sealed class StockExchangesTests
{
    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task Every_exchange_is_as_it_was_recorded(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        Recording.AssertSame("stockroom.http", await new ScriptRun(app.Address).RunAsync(StockScript.Steps));
    }
}
