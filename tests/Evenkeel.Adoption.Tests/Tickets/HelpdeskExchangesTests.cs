using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Tickets;

public sealed class HelpdeskExchangesTests
{
    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task Every_exchange_is_as_it_was_recorded(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        Recording.AssertSame("helpdesk.http", await new ScriptRun(app.Address).RunAsync(HelpdeskScript.Steps));
    }
}
