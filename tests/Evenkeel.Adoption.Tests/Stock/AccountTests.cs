using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Stock;

public sealed class AccountTests
{
    [Theory, OnEachDatabase]
    public async Task A_refresh_token_gives_tokens_that_are_accepted(string provider)
    {
        await using var app = await StockApp.StartAsync(provider);
        var signedIn = await app.SendAsync(Call.Post("/account/sign-in", $$"""{"userName":"mara","password":"{{StockApp.Password}}"}"""));
        var refresh = signedIn.Json.GetProperty("refreshToken").GetString();
        var refreshed = await app.SendAsync(Call.Post("/account/refresh", $$"""{"refreshToken":"{{refresh}}"}"""));
        var account = await app.Bearer(refreshed.Json.GetProperty("accessToken").GetString()!).SendAsync(Call.Get("/account"));
        Assert.Equal("""{"userName":"mara","role":"manager"}""", account.Body);
        Assert.Equal(401, (await app.Bearer(refresh!).SendAsync(Call.Get("/account"))).Status);
    }
}
