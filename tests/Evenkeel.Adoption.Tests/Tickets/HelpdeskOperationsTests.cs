using Evenkeel.Adoption.Tests.Adopted;
using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;
using Evenkeel.Adoption.Tests.Hosting;

namespace Evenkeel.Adoption.Tests.Tickets;

public sealed class HelpdeskOperationsTests
{
    private static readonly Call Open = Call.Post("/tickets", """{"title":"The sail is torn","customer":"ida@boat.example"}""");

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task What_is_sent_twice_happens_twice_without_an_id_and_once_with_one(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var nils = await app.SignInAsync("nils");
        Assert.Equal((201, 201), ((await nils.SendAsync(Open)).Status, (await nils.SendAsync(Open)).Status));
        Assert.Equal(2, await app.Database.CountAsync("\"Tickets\""));

        var operation = Open.WithId(Operations.NewId());
        Assert.Equal((201, 201), ((await nils.SendAsync(operation)).Status, (await nils.SendAsync(operation)).Status));
        Assert.Equal(3, await app.Database.CountAsync("\"Tickets\""));
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task A_409_after_the_commit_keeps_what_was_saved_and_stays_that_409(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var nils = await app.SignInAsync("nils");
        await nils.SendAsync(Open);
        await nils.SendAsync(Open);
        Assert.Equal(200, (await nils.SendAsync(Call.Post("/tickets/1/close"))).Status);

        var close = Call.Post("/tickets/2/close").WithId(Operations.NewId());
        var (first, second) = (await nils.SendAsync(close), await nils.SendAsync(close));
        Assert.Equal((409, false), (first.Status, first.IsReplay()));
        Assert.Equal(first.Kept(), second.Kept());
        Assert.True(second.IsReplay());
        Assert.Contains("had too many messages", second.Body);
        Assert.Equal(["opened", "closed", "customer not notified"], await app.AuditAsync(2));
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task Duplicates_at_once_take_effect_once(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var nils = await app.SignInAsync("nils");
        var opened = await Duplicates.SendAtOnceAsync(nils, Open);
        Assert.Equal(201, opened.Status);
        Assert.Equal(1, await app.Database.CountAsync("\"Tickets\""));

        var ticket = opened.Json.GetProperty("id").GetInt32();
        Assert.Equal(200, (await Duplicates.SendAtOnceAsync(nils, Call.Post($"/tickets/{ticket}/close"))).Status);
        Assert.Equal(["opened", "closed"], await app.AuditAsync(ticket));
    }

    [Fact]
    [Trait("Show", "2.3")]
    public async Task A_duplicate_of_one_that_is_under_way_gets_its_answer()
    {
        await using var app = await HelpdeskApp.StartAsync(PostgresAppDatabase.Name);
        var nils = await app.SignInAsync("nils");
        var opened = await Duplicates.SendDuringAsync(app, "AuditEntries", nils, Open);
        Assert.Equal(201, opened.Status);
        Assert.Equal(1, await app.Database.CountAsync("\"Tickets\""));
        Assert.Equal(["opened"], await app.AuditAsync(opened.Json.GetProperty("id").GetInt32()));
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task A_flush_runs_each_operation_with_the_cookie_that_it_carries(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var nils = await app.SignInAsync("nils");
        string[] lines =
        [
            Flush.Line(Open, Operations.NewId()),
            Flush.Line(Call.Post("/tickets/1/comments", """{"text":"Which sail?"}"""), Operations.NewId()),
            Flush.Line(Call.Post("/tickets/1/close"), Operations.NewId()),
            Flush.Line(Call.Post("/tickets/1/close"), Operations.NewId()),
            Flush.Line(Call.Delete("/tickets/1"), Operations.NewId()),
            Flush.Line(HelpdeskApp.SignIn("lena", HelpdeskApp.Password) with { Body = """{"name":"lena"}""" }, Operations.NewId()),
        ];
        var first = await Flush.SendAsync(nils, lines);
        var content = await app.Database.ContentAsync();
        var second = await Flush.SendAsync(nils, lines);

        Assert.Equal([201, 201, 200, 409, 403, 404], first.Statuses());
        Assert.Equal(first.Statuses(), second.Statuses());
        Assert.Equal([true, true, true, true, false, false], second.Replays());
        Assert.Equal($"http://{Wire.Host}/tickets/1", first[0].GetProperty("location").GetString());
        Assert.Equal("nils", first[1].GetProperty("body").GetProperty("author").GetString());
        Assert.Equal(first[2].GetProperty("body").GetRawText(), second[2].GetProperty("body").GetRawText());
        Assert.Equal(content, await app.Database.ContentAsync());
        Assert.Equal(["opened", "closed"], await app.AuditAsync(1));
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task A_flush_without_a_cookie_changes_nothing_and_can_be_sent_again_with_one(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        var nils = await app.SignInAsync("nils");
        var line = Flush.Line(Open, Operations.NewId());
        Assert.Equal([401], (await Flush.SendAsync(new SignedIn(app.Address, "Cookie", "helpdesk=stale"), line)).Statuses());
        Assert.Equal(0, await app.Database.CountAsync("\"Tickets\""));
        Assert.Equal([201], (await Flush.SendAsync(nils, line)).Statuses());
        Assert.Equal(1, await app.Database.CountAsync("\"Tickets\""));
    }

    [Fact]
    [Trait("Show", "2.3")]
    public async Task The_session_is_known_by_its_cookie()
    {
        await using var app = await HelpdeskApp.StartAsync(SqliteAppDatabase.Name);
        var nils = await app.SignInAsync("nils");
        var session = (await nils.SendAsync(Call.Get("/_evenkeel/session"))).Json;
        Assert.Equal(("valid", "nils"), (session.GetProperty("state").GetString(), session.GetProperty("name").GetString()));
        Assert.Equal("anonymous", (await app.SendAsync(Call.Get("/_evenkeel/session"))).Json.GetProperty("state").GetString());
    }
}
