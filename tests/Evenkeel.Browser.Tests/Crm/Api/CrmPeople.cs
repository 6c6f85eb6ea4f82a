using System.Text.Json;

namespace Evenkeel.Browser.Tests.Crm.Api;

[CollectionDefinition(nameof(CrmPeople))]
public sealed class CrmPeopleCollection : ICollectionFixture<CrmPeople>;

/// <summary>One server for the tests of the API, with the three people who can sign in.</summary>
public sealed class CrmPeople : IAsyncLifetime
{
    public CrmServer Server { get; private set; } = null!;

    public CrmApi Anna { get; private set; } = null!;

    public CrmApi Ben { get; private set; } = null!;

    /// <summary>Of another company.</summary>
    public CrmApi Carla { get; private set; } = null!;

    public CrmApi Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await CrmServer.StartAsync();
        Anna = await CrmApi.SignInAsync(Server, "anna@north.example");
        Ben = await CrmApi.SignInAsync(Server, "ben@north.example");
        Carla = await CrmApi.SignInAsync(Server, "carla@harbour.example");
        Nobody = CrmApi.Nobody(Server);
    }

    /// <summary>A client of that person's company which has an opportunity.</summary>
    public static async Task<(string Client, string Opportunity)> ClientAsync(CrmApi person, int number = 0)
    {
        var found = 0;
        foreach (var item in (await person.GetAsync("/api/clients")).GetProperty("items").EnumerateArray())
        {
            var detail = await person.GetAsync($"/api/clients/{Id(item)}");
            var opportunity = detail.GetProperty("opportunities").EnumerateArray().FirstOrDefault();
            if (opportunity.ValueKind is JsonValueKind.Object && found++ == number)
                return (Id(item), Id(opportunity));
        }

        throw new InvalidOperationException("No client has an opportunity.");
    }

    public static string Id(JsonElement row) => row.GetProperty("id").GetString()!;

    public static async Task<string> SelfAsync(CrmApi person) => Id(await person.GetAsync("/api/me"));

    public async ValueTask DisposeAsync()
    {
        foreach (var person in new[] { Anna, Ben, Carla, Nobody })
            person?.Dispose();
        if (Server is not null)
            await Server.DisposeAsync();
    }
}
