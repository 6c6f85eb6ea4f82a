using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;
using Evenkeel.Adoption.Tests.Hosting;
using Helpdesk;

namespace Evenkeel.Adoption.Tests.Tickets;

/// <summary>The MVC application. A customer of it gets one message.</summary>
internal sealed class HelpdeskApp : AdoptingApp<Startup>
{
    public const string Password = "calm-sea-7";

    private HelpdeskApp(AppDatabase database)
        : base(database, ("Database", database.Provider), ("ConnectionStrings:Helpdesk", database.ConnectionString), ("Notifications:PerCustomer", "1")) =>
        Start();

    public static async Task<HelpdeskApp> StartAsync(string provider) => new(await AppDatabase.CreateAsync(provider));

    /// <summary>nils is an agent, lena their lead.</summary>
    public async Task<SignedIn> SignInAsync(string name)
    {
        var answer = await SendAsync(SignIn(name, Password));
        return new SignedIn(Address, "Cookie", $"helpdesk={CookieIn(answer)}");
    }

    public static Call SignIn(string name, string password) =>
        Call.Post("/session", $"name={name}&password={password}") with { ContentType = "application/x-www-form-urlencoded" };

    public static string CookieIn(Answer answer) => answer["Set-Cookie"]!.Split(';')[0]["helpdesk=".Length..];

    /// <summary>What is on record about a ticket, in order.</summary>
    public Task<List<string>> AuditAsync(int ticket) => Database.RowsAsync($"""SELECT "What" FROM "AuditEntries" WHERE "TicketId" = {ticket} ORDER BY "Id" """);
}
