using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.AspNetCore.Tests.Skew;

/// <summary>Which contracts live pages call under.</summary>
public sealed class SeenTests
{
    [Fact]
    [Trait("Show", "3.12")]
    public async Task Calls_are_counted_by_contract_and_page_and_outlive_their_instance()
    {
        using var database = new TestDatabase();
        string contract;
        await using (var first = await Builds.StartAsync("b1", database, Builds.First))
        {
            contract = first.ContractOf("POST /api/notes");
            await first.SendAsync(Builds.CallOf("POST /api/notes", contract, NewNote.Json("a")));
            await first.SendAsync(Builds.CallOf("POST /api/notes", contract, NewNote.Json("b")));
            await first.SendAsync(Builds.CallOf("POST /api/notes", contract, NewNote.Json("c"), page: "page-2"));
            // Neither is a contract that anybody has.
            await first.SendAsync(Builds.CallOf("POST /api/notes", "0123456789abcdef", NewNote.Json("d")));
            await first.StopAsync();
        }

        await using var second = await Builds.StartAsync("b2", database, Builds.Second);
        await second.SendAsync(Builds.CallOf("POST /api/notes", contract, NewNote.Json("e"), page: "page-2"));
        var seen = SeenFile.Read((await second.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/contracts/seen" })).Text);
        Assert.Equal([(contract, "page-1", 2L), (contract, "page-2", 2L)], seen.Select(each => (each.Contract.Id, each.Page, each.Calls)));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task In_production_they_are_not_shown_unless_the_application_says_so()
    {
        await using var closed = await TestApp.StartAsync(NotesApi.Map);
        Assert.Equal(404, (await closed.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/contracts/seen" })).Status);
    }
}
