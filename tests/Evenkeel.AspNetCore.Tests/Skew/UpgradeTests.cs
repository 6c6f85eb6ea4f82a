using System.Text.Json.Nodes;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore.Tests.Skew;

/// <summary>Operations of an earlier build, which the later one converts.</summary>
public sealed class UpgradeTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly Dictionary<string, string> _contracts = [];
    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        await using (var first = await Builds.StartAsync("b1", _database, Builds.First))
        {
            foreach (var action in new[] { "POST /api/notes", "POST /api/marks/{colour}", "POST /api/gone" })
            {
                _contracts[action] = first.ContractOf(action);
            }
        }

        _app = await Builds.StartAsync("b2", _database, app =>
        {
            Builds.Second(app);
            app.Upgrade("POST /api/notes", _contracts["POST /api/notes"], Weigh);
            app.Upgrade("POST /api/marks/{colour}", _contracts["POST /api/marks/{colour}"], "POST /api/labels/{colour}", Weigh);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    [Trait("Show", "3.5")]
    public async Task An_earlier_input_is_converted_and_its_repeat_is_answered_from_the_ledger()
    {
        var call = Builds.CallOf("POST /api/notes", _contracts["POST /api/notes"], NewNote.Json("a"));
        var answer = await _app.SendAsync(call);
        Assert.Equal((201, false, "\"a of 7\""), (answer.Status, answer.Replayed, answer.Text));
        var replay = await _app.SendAsync(call);
        Assert.Equal((201, true, "\"a of 7\""), (replay.Status, replay.Replayed, replay.Text));
        // The ledger remembers what was sent, not what became of it.
        Assert.Equal("operation-id-reused", (await _app.SendAsync(call with { Body = NewNote.Json("b") })).Error);
        Assert.Equal(["a of 7"], _database.Notes);
    }

    [Fact]
    [Trait("Show", "3.5")]
    public async Task An_action_that_was_renamed_is_found_directly_and_in_a_flush()
    {
        var contract = _contracts["POST /api/marks/{colour}"];
        var call = Builds.CallOf("POST /api/marks/light%20blue", contract, NewNote.Json("a"));
        Assert.Equal(201, (await _app.SendAsync(call)).Status);
        Assert.True((await _app.SendAsync(call)).Replayed);
        var flush = await _app.FlushAsync([
            Op.Line("/api/marks/light%20blue", call.Id, NewNote.Json("a"), "a", contract: contract), Op.Line("/api/marks/red", null, NewNote.Json("b"), "a", contract: contract)]);
        flush.AssertStatuses(201, 201);
        Assert.True(flush.Replayed(0));
        Assert.Equal(["light blue! a of 7", "red! b of 7"], _database.Notes);
    }

    [Theory]
    [InlineData("""{"text":"refuse"}""", 409, "contract-mismatch")]
    [InlineData("""{"text":"throw"}""", 409, "contract-mismatch")]
    [InlineData("""{"text":""", 400, "request-malformed")]
    public async Task What_cannot_be_converted_is_refused_and_nothing_is_kept(string body, int status, string code)
    {
        var answer = await _app.SendAsync(Builds.CallOf("POST /api/notes", _contracts["POST /api/notes"], body));
        Assert.Equal((status, code), (answer.Status, answer.Error));
        Assert.Equal(0, _database.LedgerRows);
        Assert.Equal(201, (await _app.SendAsync(Builds.CallOf("POST /api/notes", _contracts["POST /api/notes"], NewNote.Json("a")))).Status);
    }

    [Fact]
    public async Task A_converted_operation_is_still_refused_to_who_may_not()
    {
        var call = Builds.CallOf("POST /api/notes", _contracts["POST /api/notes"], NewNote.Json("a"));
        await using var closed = await Builds.StartAsync("b3", _database, app =>
        {
            app.MapCommand("/api/notes", (Builds.HeavyNote input, NotesDb db) => db.AddAsync(input.Text)).RequireAuthorization("write");
            app.Upgrade("POST /api/notes", _contracts["POST /api/notes"], Weigh);
        });
        Assert.Equal(403, (await closed.SendAsync(call)).Status);
        Assert.Empty(_database.Notes);
    }

    [Theory]
    [InlineData("POST api/notes", "0123456789abcdef", "POST /api/notes", "is no action")]
    [InlineData("POST /api/notes", "0123", "POST /api/notes", "is no contract")]
    [InlineData("POST /api/notes", "0123456789abcdef", "POST /api/notes/{id}", "has the parameter {id}")]
    public async Task An_upgrade_that_cannot_be_is_refused_at_start(string action, string contract, string to, string reason)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Builds.StartAsync("b4", _database, app => app.Upgrade(action, contract, to, input => input)));
        Assert.Contains(reason, error.Message);
    }

    private static JsonNode? Weigh(JsonNode? input)
    {
        switch (input!["text"]!.GetValue<string>())
        {
            case "refuse": return null;
            case "throw": throw new FormatException("No weight.");
        }

        input["weight"] = 7;
        return input;
    }
}
