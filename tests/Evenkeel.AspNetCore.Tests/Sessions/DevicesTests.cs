using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;

namespace Evenkeel.AspNetCore.Tests.Sessions;

/// <summary>A user's own sessions: the list, and ending them.</summary>
public sealed class DevicesTests
{
    private const string Path = "/_evenkeel/sessions";

    [Fact]
    public async Task The_list_is_of_the_caller_in_their_tenant_the_newest_activity_first()
    {
        var clock = new ManualClock();
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Clock = clock });
        await app.SignInAsync("alice", "acme", agent: "Mozilla/5.0 (iPhone) AppleWebKit Version/17 Safari/604.1");
        clock.Advance(TimeSpan.FromMinutes(1));
        var cookie = await app.SignInAsync("alice", "acme", agent: "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0");
        await app.SignInAsync("alice", "umbrella");
        await app.SignInAsync("bob", "acme");
        var answer = await app.GetAsync(Path, cookie);
        Assert.Equal((200, "no-store"), (answer.Status, answer.Headers["Cache-Control"]));
        var list = answer.Json.GetProperty("sessions").EnumerateArray().ToList();
        Assert.Equal(["Firefox on Linux", "Safari on iPhone"], list.Select(each => each.GetProperty("device").GetString()));
        Assert.Equal([true, false], list.Select(each => each.GetProperty("current").GetBoolean()));
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), list[0].GetProperty("seen").GetInt64());
    }

    [Fact]
    public async Task One_is_ended_and_those_of_others_are_not_found()
    {
        await using var app = await SessionApp.StartAsync();
        var (phone, laptop, other) = (await app.SignInAsync(), await app.SignInAsync(), await app.SignInAsync("bob"));
        var id = await IdAsync(app, phone);
        Assert.Equal(204, (await app.GetAsync($"{Path}/{id}", other, method: "DELETE")).Status);
        Assert.Equal(200, (await app.MeAsync(phone)).Status);
        Assert.Equal(204, (await app.GetAsync($"{Path}/{id}", laptop, method: "DELETE")).Status);
        Assert.Equal((401, 200), ((await app.MeAsync(phone)).Status, (await app.MeAsync(laptop)).Status));
        Assert.Equal(204, (await app.GetAsync($"{Path}/{id}", laptop, method: "DELETE")).Status);
        Assert.Equal((400, "session-id-malformed"), await app.GetAsync($"{Path}/nothing", laptop, method: "DELETE") is var bad ? (bad.Status, bad.Error) : default);
    }

    [Fact]
    public async Task All_others_are_ended()
    {
        await using var app = await SessionApp.StartAsync();
        var (phone, laptop, other) = (await app.SignInAsync(), await app.SignInAsync(), await app.SignInAsync("bob"));
        Assert.Equal(204, (await app.GetAsync(Path, laptop, method: "DELETE")).Status);
        Assert.Equal((401, 200, 200), ((await app.MeAsync(phone)).Status, (await app.MeAsync(laptop)).Status, (await app.MeAsync(other)).Status));
    }

    [Fact]
    public async Task Nobody_has_none_and_a_server_without_sessions_says_so()
    {
        await using var app = await SessionApp.StartAsync();
        Assert.All(["GET", "DELETE"], method => Assert.Equal(401, app.GetAsync(Path, null, method: method).Result.Status));
        await using var without = await SessionApp.StartAsync(stored: false);
        Assert.Equal((404, "not-found"), await without.GetAsync(Path, null) is var answer ? (answer.Status, answer.Error) : default);
    }

    private static async Task<string?> IdAsync(TestApp app, string cookie) =>
        (await app.GetAsync(Path, cookie)).Json.GetProperty("sessions").EnumerateArray().Single(each => each.GetProperty("current").GetBoolean()).GetProperty("id").GetString();
}
