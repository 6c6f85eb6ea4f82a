using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;

namespace Evenkeel.AspNetCore.Tests.Skew;

/// <summary>Two builds on one database: what becomes of a call under the other one's contract.</summary>
public sealed class ContractCheckTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private TestApp _first = null!;
    private TestApp _second = null!;

    public async ValueTask InitializeAsync()
    {
        _first = await Builds.StartAsync("b1", _database, Builds.First);
        _second = await Builds.StartAsync("b2", _database, Builds.Second);
        await _first.BeatAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public async Task Its_own_contract_and_a_compatible_one_run()
    {
        var own = _second.ContractOf("POST /api/notes");
        Assert.Equal(201, (await _second.SendAsync(Builds.CallOf("POST /api/notes", own, """{"text":"a","weight":2}"""))).Status);
        var same = _first.ContractOf("POST /api/same");
        Assert.NotEqual(same, _second.ContractOf("POST /api/same"));
        Assert.Equal(201, (await _second.SendAsync(Builds.CallOf("POST /api/same", same, NewNote.Json("b")))).Status);
        Assert.Equal(["a of 2", "b"], _database.Notes);
    }

    [Fact]
    [Trait("Show", "3.6")]
    public async Task While_an_instance_of_the_old_build_is_there_a_call_is_sent_on_and_did_not_run()
    {
        var call = Builds.CallOf("POST /api/notes", _first.ContractOf("POST /api/notes"), NewNote.Json("a"));
        var refused = await _second.SendAsync(call);
        Assert.Equal((503, "contract-elsewhere", "1"), (refused.Status, refused.Error, refused.Headers["Retry-After"]));
        Assert.Equal(_second.ContractOf("POST /api/notes"), refused.Json.GetProperty("contract").GetString());
        Assert.Empty(_database.Notes);
        Assert.Equal(0, _database.LedgerRows);

        var retried = await _first.SendAsync(call);
        Assert.Equal((201, false), (retried.Status, retried.Replayed));
        Assert.Equal(["a"], _database.Notes);
    }

    [Fact]
    [Trait("Show", "3.6")]
    public async Task An_action_that_only_another_live_instance_has_is_sent_on_and_did_not_run()
    {
        var call = Builds.CallOf("POST /api/gone", _first.ContractOf("POST /api/gone"), NewNote.Json("a"));
        Assert.Equal((503, "contract-elsewhere"), ((await _second.SendAsync(call)).Status, (await _second.SendAsync(call)).Error));
        Assert.Equal(201, (await _first.SendAsync(call)).Status);
        Assert.Equal(["a"], _database.Notes);

        await _first.StopAsync();
        await _second.BeatAsync();
        Assert.Equal((404, "action-unknown"), await StatusAsync(_second, Builds.CallOf("POST /api/gone", call.Headers[KeelHeaders.Contract], NewNote.Json("b"))));
        _first = await Builds.StartAsync("b1", _database, Builds.First);
    }

    [Fact]
    [Trait("Show", "3.5")]
    public async Task Afterwards_it_is_refused_and_what_had_taken_effect_is_answered_from_the_ledger()
    {
        var done = Builds.CallOf("POST /api/notes", _first.ContractOf("POST /api/notes"), NewNote.Json("a"));
        Assert.Equal(201, (await _first.SendAsync(done)).Status);
        await _first.StopAsync();
        await _second.BeatAsync();

        var replay = await _second.SendAsync(done);
        Assert.Equal((201, true, "\"a\""), (replay.Status, replay.Replayed, replay.Text));
        var late = await _second.SendAsync(done with { Id = Call.NewId() });
        Assert.Equal((409, "contract-mismatch"), (late.Status, late.Error));
        Assert.Equal(["a"], _database.Notes);
        _first = await Builds.StartAsync("b1", _database, Builds.First);
    }

    [Fact]
    public async Task Each_line_of_a_flush_is_judged_by_its_own_contract()
    {
        var contract = _first.ContractOf("POST /api/same");
        await _first.StopAsync();
        await _second.BeatAsync();
        var gone = """{"id":"ID1","method":"POST","path":"/api/notes","lane":"a","contract":"0123456789abcdef","body":{"text":"a"}}""";
        var compatible = """{"id":"ID2","method":"POST","path":"/api/same","lane":"b","contract":"CONTRACT","body":{"text":"b"}}""".Replace("CONTRACT", contract, StringComparison.Ordinal);
        var unnamed = """{"id":"ID3","method":"POST","path":"/api/notes","lane":"c","body":{"text":"c","weight":1}}""";
        var behind = """{"id":"ID4","method":"POST","path":"/api/notes","lane":"a","body":{"text":"d","weight":1}}""";
        var lines = new[] { gone, compatible, unnamed, behind }.Select((line, i) => line.Replace($"ID{i + 1}", Call.NewId(), StringComparison.Ordinal));
        // What the flush itself names is nobody's.
        var flush = await _second.FlushAsync(lines, call => call with { Headers = new Dictionary<string, string> { [KeelHeaders.Contract] = "fedcba9876543210" } });
        flush.AssertStatuses(409, 201, 201, 424);
        Assert.Equal("contract-mismatch", flush.Error(0));
        Assert.Equal(["b", "c of 1"], _database.Notes);
        _first = await Builds.StartAsync("b1", _database, Builds.First);
    }

    [Fact]
    public async Task A_query_whose_answer_the_page_would_not_understand_is_refused_before_it_runs()
    {
        var contract = _first.ContractOf("GET /api/notes");
        Assert.Equal(200, (await _second.SendAsync(Builds.CallOf("GET /api/notes", _second.ContractOf("GET /api/notes")))).Status);
        Assert.Equal((503, "contract-elsewhere"), await StatusAsync(_second, Builds.CallOf("GET /api/notes", contract)));
        await _first.StopAsync();
        await _second.BeatAsync();
        Assert.Equal((409, "contract-mismatch"), await StatusAsync(_second, Builds.CallOf("GET /api/notes", contract)));
        _first = await Builds.StartAsync("b1", _database, Builds.First);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcde")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("0123456789abcdef, 0123456789abcdef")]
    [InlineData("../../etc/passwd")]
    public async Task What_is_no_contract_is_refused_and_nothing_runs(string contract)
    {
        Assert.Equal((400, "contract-malformed"), await StatusAsync(_second, Builds.CallOf("POST /api/notes", contract, """{"text":"a","weight":2}""")));
        Assert.Empty(_database.Notes);
    }

    [Fact]
    public async Task A_contract_that_nobody_ever_had_or_that_is_another_actions_is_refused()
    {
        Assert.Equal((409, "contract-mismatch"), await StatusAsync(_second, Builds.CallOf("POST /api/notes", "0123456789abcdef", """{"text":"a","weight":2}""")));
        var others = _second.ContractOf("POST /api/same");
        Assert.Equal((409, "contract-mismatch"), await StatusAsync(_second, Builds.CallOf("POST /api/notes", others, """{"text":"a","weight":2}""")));
        Assert.Empty(_database.Notes);
    }

    private static async Task<(int, string?)> StatusAsync(TestApp app, Call call)
    {
        var answer = await app.SendAsync(call);
        return (answer.Status, answer.Error);
    }
}
