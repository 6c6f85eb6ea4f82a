using System.Text.Json;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Evenkeel.AspNetCore.Tests.Deployments;

/// <summary>What the server says of itself, and of the page that asks.</summary>
public sealed class VersionTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private TestApp _first = null!;
    private TestApp _second = null!;

    public async ValueTask InitializeAsync()
    {
        _first = await Builds.StartAsync("b1", _database, Builds.First, options => options.Page = "p1");
        _second = await Builds.StartAsync("b2", _database, Builds.Second, options => options.Page = "p2");
        await _first.BeatAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Theory]
    [InlineData("/_evenkeel/version")]
    [InlineData("/api/version")]
    public async Task An_instance_says_what_it_is_and_what_is_current(string path)
    {
        var answer = await _first.SendAsync(new Call { Method = "GET", Path = path, FromRuntime = false });
        Assert.Equal((200, "no-store", "b1; epoch=2; current=b2; page=p2"), (answer.Status, answer.Headers["Cache-Control"], answer.Headers[KeelHeaders.Deployment]));
        Assert.Equal(
            """{"build":"b1","current":{"build":"b2","epoch":2,"page":"p2"},"page":"unknown","assets":"unknown","rolling":true,"compatible":null,"changed":[]}""", answer.Text);
    }

    [Theory]
    [InlineData("p1", "stale")]
    [InlineData("p2", "current")]
    [InlineData("p9", "stale")]
    [InlineData("<script>", "unknown")]
    [InlineData("-p1", "unknown")]
    public async Task A_page_is_told_whether_it_is_the_current_one(string page, string expected)
    {
        var answer = await _first.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/version", Headers = new Dictionary<string, string> { [KeelHeaders.Deployment] = page } });
        Assert.Equal((200, expected), (answer.Status, answer.Json.GetProperty("page").GetString()));
    }

    [Fact]
    public async Task A_deployment_rolls_while_an_instance_with_other_pages_is_there()
    {
        await using var same = await Builds.StartAsync("b3", _database, Builds.Second, options => options.Page = "p2");
        await _second.BeatAsync();
        Assert.True(await IsRollingAsync(_second));
        await _first.StopAsync();
        await _second.BeatAsync();
        Assert.False(await IsRollingAsync(_second));
        _first = await Builds.StartAsync("b1", _database, Builds.First);
    }

    [Fact]
    public async Task Contracts_are_judged_against_the_current_deployment_by_any_instance()
    {
        Dictionary<string, string> contracts = new()
        {
            ["POST /api/notes"] = _first.ContractOf("POST /api/notes"),
            ["POST /api/same"] = _first.ContractOf("POST /api/same"),
            ["POST /api/gone"] = _first.ContractOf("POST /api/gone"),
            ["GET /api/notes"] = _first.ContractOf("GET /api/notes"),
        };
        foreach (var app in new[] { _first, _second })
        {
            var answer = await JudgeAsync(app, JsonSerializer.Serialize(new { contracts }));
            Assert.Equal(["GET /api/notes", "POST /api/gone", "POST /api/notes"], answer.Json.GetProperty("changed").EnumerateArray().Select(each => each.GetString()));
            Assert.False(answer.Json.GetProperty("compatible").GetBoolean());
            contracts = contracts.Where(each => each.Key == "POST /api/same").ToDictionary();
            Assert.True((await JudgeAsync(app, JsonSerializer.Serialize(new { contracts }))).Json.GetProperty("compatible").GetBoolean());
            contracts = contracts.Append(new("POST /api/notes", _first.ContractOf("POST /api/notes"))).Append(new("POST /api/gone", _first.ContractOf("POST /api/gone")))
                .Append(new("GET /api/notes", _first.ContractOf("GET /api/notes"))).ToDictionary();
        }
    }

    [Fact]
    public async Task What_the_current_build_converts_has_not_changed_for_a_page()
    {
        var contract = _first.ContractOf("POST /api/notes");
        await using var third = await Builds.StartAsync("b3", _database, app =>
        {
            Builds.Second(app);
            app.Upgrade("POST /api/notes", contract, input => input);
        });
        await _first.BeatAsync();
        var answer = await JudgeAsync(_first, "{\"contracts\":{\"POST /api/notes\":\"" + contract + "\"}}");
        Assert.True(answer.Json.GetProperty("compatible").GetBoolean(), answer.Text);
    }

    [Fact]
    public async Task An_answer_is_of_one_moment_though_another_deployment_appears_meanwhile()
    {
        TestApp early = null!;
        TestApp? later = null;
        using var database = new TestDatabase();
        await using (early = await Builds.StartAsync("e1", database, Builds.First, services: all =>
        {
            var made = all.Single(service => service.ServiceType == typeof(IContractJudgement)).ImplementationFactory!;
            all.Replace(ServiceDescriptor.Singleton<IContractJudgement>(services => new InterruptedJudgement((IContractJudgement)made(services), async () =>
            {
                later ??= await Builds.StartAsync("e2", database, Builds.Second);
                await early.BeatAsync();
            })));
        }))
        {
            var contracts = "{\"contracts\":{\"POST /api/notes\":\"" + early.ContractOf("POST /api/notes") + "\"}}";
            var first = await JudgeAsync(early, contracts);
            Assert.Equal((1, true), (first.Json.GetProperty("current").GetProperty("epoch").GetInt64(), first.Json.GetProperty("compatible").GetBoolean()));
            var second = await JudgeAsync(early, contracts);
            Assert.Equal((2, false), (second.Json.GetProperty("current").GetProperty("epoch").GetInt64(), second.Json.GetProperty("compatible").GetBoolean()));
            await later!.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Theory]
    [InlineData("", 400, "request-malformed")]
    [InlineData("null", 400, "request-malformed")]
    [InlineData("[]", 400, "request-malformed")]
    [InlineData("{}", 400, "request-malformed")]
    [InlineData("""{"contracts":null}""", 400, "request-malformed")]
    [InlineData("""{"contracts":{"POST /a":null}}""", 400, "contract-malformed")]
    [InlineData("""{"contracts":{"POST /a":"xyz"}}""", 400, "contract-malformed")]
    public async Task What_cannot_be_judged_is_refused_by_name(string body, int status, string code)
    {
        var answer = await JudgeAsync(_first, body);
        Assert.Equal((status, code), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task What_is_over_its_limit_is_refused_by_name()
    {
        var many = string.Join(',', Enumerable.Range(0, 5_001).Select(number => $"\"POST /{number}\":\"0123456789abcdef\""));
        Assert.Equal("request-too-large", (await JudgeAsync(_first, "{\"contracts\":{" + many + "}}")).Error);
        Assert.Equal("request-too-large", (await JudgeAsync(_first, "{\"contracts\":{\"" + new string('x', 300_000) + "\":\"0123456789abcdef\"}}")).Error);
    }

    [Fact]
    public async Task An_application_with_a_version_of_its_own_keeps_it()
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/api/version", () => "7"));
        Assert.Equal("7", (await app.SendAsync(new Call { Method = "GET", Path = "/api/version" })).Text);
    }

    private static async Task<bool> IsRollingAsync(TestApp app) => (await app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/version" })).Json.GetProperty("rolling").GetBoolean();

    private static Task<Answer> JudgeAsync(TestApp app, string body) => app.SendAsync(new Call { Path = "/_evenkeel/version", Body = body });
}
