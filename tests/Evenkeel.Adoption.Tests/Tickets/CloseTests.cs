using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Tickets;

public sealed class CloseTests
{
    [Theory, OnEachDatabase]
    public async Task A_customer_who_has_been_told_enough_is_not_told_and_the_ticket_is_closed(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var nils = await app.SignInAsync("nils");
        await nils.SendAsync(Call.Post("/tickets", """{"title":"The sail is torn","customer":"ida@boat.example"}"""));
        await nils.SendAsync(Call.Post("/tickets", """{"title":"The lamp is dark","customer":"ida@boat.example"}"""));

        Assert.Equal(200, (await nils.SendAsync(Call.Post("/tickets/1/close"))).Status);
        Assert.Equal(409, (await nils.SendAsync(Call.Post("/tickets/2/close"))).Status);
        Assert.Equal(["opened", "closed"], await app.AuditAsync(1));
        Assert.Equal(["opened", "closed", "customer not notified"], await app.AuditAsync(2));
        Assert.Equal(["1 | Closed", "2 | Closed"], await app.Database.RowsAsync("SELECT \"Id\", \"State\" FROM \"Tickets\" ORDER BY \"Id\""));
        Assert.Equal(1, await app.Database.CountAsync("\"Notifications\""));
    }

    [Theory, OnEachDatabase]
    public async Task What_is_closed_is_not_closed_again(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var nils = await app.SignInAsync("nils");
        await nils.SendAsync(Call.Post("/tickets", """{"title":"The sail is torn","customer":"ida@boat.example"}"""));
        Assert.Equal(200, (await nils.SendAsync(Call.Post("/tickets/1/close"))).Status);
        Assert.Equal(409, (await nils.SendAsync(Call.Post("/tickets/1/close"))).Status);
        Assert.Equal(["opened", "closed"], await app.AuditAsync(1));
    }
}
