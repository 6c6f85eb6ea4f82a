using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Actions;

/// <summary>Callers without a user or a tenant have keys like any others, and keys of their own.</summary>
public sealed class AnonymousTests
{
    [Theory]
    [Trait("Show", "2.2")]
    [InlineData(null, null)]
    [InlineData(null, "acme")]
    [InlineData("alice", null)]
    [InlineData("alice", "acme")]
    public async Task An_operation_takes_effect_once_for_each_caller_who_may_be_nobody(string? user, string? tenant)
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var call = new Call { Path = "/notes", Id = Call.NewId(), Body = NewNote.Json("a"), User = user, Tenant = tenant };
        var first = await app.SendAsync(call);
        var second = await app.SendAsync(call);
        Assert.True((first.Status, first.Replayed) == (201, false), string.Join('\n', app.Log.Lines));
        Assert.Equal((201, true, first.Text), (second.Status, second.Replayed, second.Text));
        Assert.True((await app.FlushAsync([Op.Line("/notes", call.Id, call.Body)], flush => flush with { User = user, Tenant = tenant })).Replayed(0));
        // Without authentication nobody says of which tenant the caller is.
        Assert.Equal([(user is null ? "" : tenant ?? "", user ?? "")], Keys(app));

        Assert.False((await app.SendAsync(call with { User = "bob" })).Replayed);
        Assert.Equal((2, 2), (app.Database.Notes.Length, Keys(app).Length));
    }

    private static (string Tenant, string User)[] Keys(TestApp app) =>
        [.. app.Database.Query("SELECT tenant, user_id FROM evenkeel_ledger ORDER BY kept_since").Select(row => ((string)row[0], (string)row[1]))];
}
