using Evenkeel.AspNetCore.Stability.Health;
using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary><c>/api/health</c>, for those who ask for it.</summary>
public sealed class ApiHealthTests
{
    private const string Path = "/api/health";

    private readonly ScriptedFact _fact = new();

    [Fact]
    public async Task It_is_not_there_unless_asked_for()
    {
        await using var app = await HealthApp.StartAsync();
        Assert.Equal(404, (await app.ProbeAsync(Path)).Status);
    }

    [Fact]
    public async Task It_says_what_ready_says()
    {
        await using var app = await HealthApp.StartAsync(_fact, health: options => options.AlsoAtApi = true);
        HealthApp.AssertBare(await app.ProbeAsync(Path), 200, "ready");
        Assert.Equal((200, ""), (await app.ProbeAsync(Path, "HEAD") is var head ? (head.Status, head.Text) : default));
        Assert.Equal(("good", null), (await app.LookAsync(Path)).CheckOf("part"));
    }

    [Fact]
    public async Task It_refuses_as_ready_does()
    {
        await using var app = await HealthApp.StartAsync(_fact, health: options => options.AlsoAtApi = true);
        _fact.Say(HealthFinding.Failed("It is bent."));
        HealthApp.AssertBare(await app.ProbeAsync(Path), 503, "unready");
    }

    [Fact]
    public async Task The_applications_own_comes_first()
    {
        await using var app = await HealthApp.StartAsync(health: options => options.AlsoAtApi = true, map: each => each.MapGet(Path, () => "fine"));
        Assert.Equal((200, "fine"), (await app.ProbeAsync(Path) is var answer ? (answer.Status, answer.Text) : default));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
    }
}
