using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Testing.Time;

namespace Evenkeel.AspNetCore.Tests.Sessions;

public sealed class SessionTests
{
    private static readonly Call Session = new() { Method = "GET", Path = "/_evenkeel/session" };

    [Fact]
    public async Task Nobody_is_anonymous_and_has_a_scope()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var answer = await app.SendAsync(Session with { User = null });
        Assert.Equal((200, "application/json", "no-store"), (answer.Status, answer.ContentType!.Split(';')[0], answer.Headers["Cache-Control"]));
        Assert.Equal(("anonymous", ScopeName.Of("", ""), (string?)null), Read(answer));
    }

    [Fact]
    public async Task A_signed_in_user_is_valid_under_the_scope_of_tenant_and_user()
    {
        var clock = new ManualClock();
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = clock });
        var answer = await app.SendAsync(Session with { Tenant = "acme", FromRuntime = false });
        Assert.Equal(("valid", ScopeName.Of("acme", "alice"), "alice"), Read(answer));
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), answer.Json.GetProperty("time").GetInt64());
        Assert.False(answer.Headers.ContainsKey(KeelHeaders.Scope));
    }

    private static (string? State, string? Scope, string? Name) Read(Answer answer) =>
        (answer.Json.GetProperty("state").GetString(), answer.Json.GetProperty("scope").GetString(), answer.Json.GetProperty("name").GetString());
}
