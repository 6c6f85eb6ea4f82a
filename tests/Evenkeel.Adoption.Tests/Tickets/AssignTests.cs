using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Tickets;

public sealed class AssignTests
{
    [Theory, OnEachDatabase]
    public async Task What_is_one_too_many_is_taken_back(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var lena = await app.SignInAsync("lena");
        List<int> statuses = [];
        for (var ticket = 1; ticket <= 3; ticket++)
        {
            await lena.SendAsync(Call.Post("/tickets", """{"title":"The sail is torn","customer":"ida@boat.example"}"""));
            statuses.Add((await lena.SendAsync(Call.Put($"/tickets/{ticket}/assignee", """{"name":"nils"}"""))).Status);
        }

        Assert.Equal([200, 200, 409], statuses);
        Assert.Equal(["1 | nils", "2 | nils", "3 | "], await app.Database.RowsAsync("SELECT \"Id\", \"Assignee\" FROM \"Tickets\" ORDER BY \"Id\""));
        Assert.Equal(["opened"], await app.AuditAsync(3));
    }
}
