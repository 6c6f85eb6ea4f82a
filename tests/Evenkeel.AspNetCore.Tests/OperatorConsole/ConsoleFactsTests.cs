using System.Text.Json;
using Evenkeel.AspNetCore.OperatorConsole;
using Evenkeel.AspNetCore.Tests.Deployments;
using Evenkeel.AspNetCore.Tests.Drafts;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Sessions;
using Evenkeel.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.OperatorConsole;

/// <summary>What an instance tells the page.</summary>
public sealed class ConsoleFactsTests
{
    [Fact]
    public async Task It_tells_what_runs_and_who_listens()
    {
        await using var app = await ConsoleApp.StartAsync();
        await app.BeatAsync();
        using var stream = await OpenStream.OpenAsync(app.Http, new Call { Method = "GET", Path = "/_evenkeel/events", Headers = new Dictionary<string, string> { [KeelHeaders.Deployment] = "page-7" } });
        await stream.Commented;
        using var odd = await OpenStream.OpenAsync(app.Http, new Call { Method = "GET", Path = "/_evenkeel/events", Headers = new Dictionary<string, string> { [KeelHeaders.Deployment] = "<b>no build</b>" } });
        await odd.Commented;

        var facts = await app.FactsAsync();
        var deployments = facts.GetProperty("deployments");
        var build = deployments.GetProperty("builds").EnumerateArray().Single();
        Assert.Equal((facts.GetProperty("build").GetString(), 1, true), (build.GetProperty("name").GetString(), build.GetProperty("instances").GetInt32(), build.GetProperty("isLive").GetBoolean()));
        var listeners = deployments.GetProperty("listeners").EnumerateArray().ToList();
        Assert.Single(listeners, each => each.TryGetProperty("page", out var page) && page.GetString() == "page-7" && each.GetProperty("count").GetInt32() == 1);
        Assert.Single(listeners, each => !each.TryGetProperty("page", out _));
        Assert.Equal("ready", facts.GetProperty("health").GetProperty("status").GetString());
    }

    [Fact]
    public async Task It_counts_what_is_stored_and_what_was_answered()
    {
        await using var app = await ConsoleApp.StartAsync();
        await app.SignInAsync();
        Assert.Equal(200, (await app.SendAsync(DraftApp.Save("a", 0, """{"text":"x"}"""))).Status);
        await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"));
        var refused = await app.PostAsync("/notes", "no id", NewNote.Json("b"));
        app.Services.GetRequiredService<ConsoleHistory>().Take();

        var facts = await app.FactsAsync();
        Assert.Equal((1, 1, 0), (facts.GetProperty("stored").GetProperty("sessions").GetInt32(), facts.GetProperty("stored").GetProperty("drafts").GetInt32(), facts.GetProperty("stored").GetProperty("waiting").GetInt32()));
        var problem = facts.GetProperty("problems").EnumerateArray().First();
        Assert.Equal((refused.Error, 400, "POST /notes"), (problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32(), problem.GetProperty("action").GetString()));
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("trace").GetString()!);
        var history = facts.GetProperty("history");
        var applied = history.GetProperty("names").EnumerateArray().ToList().FindIndex(each => each.GetString() == "applied");
        Assert.Equal(1, history.GetProperty("samples").EnumerateArray().Last().GetProperty("values")[applied].GetDouble());
        Assert.Contains(facts.GetProperty("metrics").EnumerateArray(), each => Is(each, "evenkeel.operations", "evenkeel_action", "POST /notes"));
    }

    [Fact]
    public async Task It_keeps_no_more_than_it_was_told_to()
    {
        await using var app = await ConsoleApp.StartAsync(options => (options.Samples, options.Problems) = (10, 3));
        for (var n = 0; n < 20; n++)
        {
            app.Services.GetRequiredService<ConsoleHistory>().Take();
            await app.PostAsync("/nowhere", Call.NewId(), "{}");
        }

        var facts = await app.FactsAsync();
        Assert.Equal((10, 3), (facts.GetProperty("history").GetProperty("samples").GetArrayLength(), facts.GetProperty("problems").GetArrayLength()));
        // An address without a route may be anything: it is not repeated.
        Assert.All(facts.GetProperty("problems").EnumerateArray(), each => Assert.False(each.TryGetProperty("action", out _)));
    }

    [Fact]
    public async Task While_the_database_is_away_it_says_what_it_knows()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Database.Query("ALTER TABLE evenkeel_draft RENAME TO away");
        var facts = await app.FactsAsync();
        Assert.False(facts.GetProperty("stored").GetProperty("isKnown").GetBoolean());
        Assert.NotEqual(0, facts.GetProperty("metrics").GetArrayLength());
    }

    private static bool Is(JsonElement metric, string name, string label, string value) =>
        metric.GetProperty("name").GetString() == name && metric.GetProperty("labels").TryGetProperty(label, out var found) && found.GetString() == value;
}
