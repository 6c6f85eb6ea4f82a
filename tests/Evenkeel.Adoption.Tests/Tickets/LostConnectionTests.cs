using Evenkeel.Adoption.Tests.Adopted;
using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Tickets;

/// <summary>PostgreSQL ends a connection in the middle of a handler: the retry strategy begins the request anew.</summary>
public sealed class LostConnectionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Show", "2.3")]
    public async Task A_request_whose_connection_is_lost_is_tried_again(bool withId)
    {
        await using var app = await HelpdeskApp.StartAsync(PostgresAppDatabase.Name);
        var nils = await app.SignInAsync("nils");
        await nils.SendAsync(Call.Post("/tickets", """{"title":"The sail is torn","customer":"ida@boat.example"}"""));
        var close = Call.Post("/tickets/1/close");
        if (withId)
        {
            close = close.WithId(Operations.NewId());
        }

        // The handler has closed the ticket and waits to write the message.
        await using var held = await TableLock.TakeAsync(app.Database, "Notifications");
        var closing = nils.SendAsync(close);
        var first = await held.WaiterAsync();
        await held.EndAsync(first);
        var second = await held.WaiterAsync(after: first);
        await held.DisposeAsync();

        Assert.NotEqual(first, second);
        Assert.Equal((200, false), ((await closing).Status, (await closing).IsReplay()));
        Assert.Equal(["opened", "closed"], await app.AuditAsync(1));
        Assert.Equal(1, await app.Database.CountAsync("\"Notifications\""));

        var again = await nils.SendAsync(close);
        Assert.Equal(withId ? (200, true) : (409, false), (again.Status, again.IsReplay()));
    }
}
