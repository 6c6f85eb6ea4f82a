using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Tickets;

public sealed class DeleteTests
{
    [Theory, OnEachDatabase]
    public async Task Only_a_lead_deletes_and_the_record_stays(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var (nils, lena) = (await app.SignInAsync("nils"), await app.SignInAsync("lena"));
        await nils.SendAsync(Call.Post("/tickets", """{"title":"The sail is torn","customer":"ida@boat.example"}"""));
        await nils.SendAsync(Call.Post("/tickets/1/comments", """{"text":"Which sail?"}"""));

        Assert.Equal(403, (await nils.SendAsync(Call.Delete("/tickets/1"))).Status);
        Assert.Equal(1, await app.Database.CountAsync("\"Comments\""));
        Assert.Equal(204, (await lena.SendAsync(Call.Delete("/tickets/1"))).Status);
        Assert.Equal(0, await app.Database.CountAsync("\"Comments\"") + await app.Database.CountAsync("\"Tickets\""));
        Assert.Equal(["opened", "deleted"], await app.AuditAsync(1));
    }
}
