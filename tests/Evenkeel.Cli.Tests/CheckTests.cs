using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Tests;

/// <summary>A deployment is stopped before it breaks what live pages count on.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Show", "3.12")]
    public async Task What_live_pages_count_on_blocks_and_names_who_and_how_often()
    {
        var check = await Tool.RunAsync("contract", "check", _folder.New, "--seen", Seen("POST /orders", "POST /orders/{id}/close"), "--json");
        Assert.Equal(1, check.ExitCode);
        var report = JsonNode.Parse(check.Output)!;
        Assert.False(report["deployable"]!.GetValue<bool>());
        Assert.Equal(
            [$"POST /orders|{Id("POST /orders")}|page-2 9000000000 2026-06-02, page-1 3 2026-06-01|required", $"POST /orders/{{id}}/close|{Id("POST /orders/{id}/close")}|page-2 9000000000 2026-06-02, page-1 3 2026-06-01|action-removed"],
            report["blocked"]!.AsArray().Select(each =>
                $"{each!["action"]}|{each["contract"]}|{string.Join(", ", each["pages"]!.AsArray().Select(page => $"{page!["build"]} {page["calls"]} {page["last"]}"))}|{string.Join(',', each["findings"]!.AsArray().Select(finding => finding!["rule"]))}"));

        var text = await Tool.RunAsync("contract", "check", _folder.New, "--seen", Seen("POST /orders"));
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("page-1                    3 calls, the last on 2026-06-01\n", text.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 contracts that live pages call under would break. Keep them, or add app.Upgrade(action, contract, …) for each.\n", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Show", "3.12")]
    public async Task It_passes_where_nobody_calls_what_breaks_and_once_there_is_an_upgrade()
    {
        // It breaks, but no page has called it.
        var unused = await Tool.RunAsync("contract", "check", _folder.New, "--seen", Seen());
        Assert.Equal((0, "Nothing that live pages count on breaks (0 contracts by page seen).\n", ""), (unused.ExitCode, unused.Output, unused.Error));
        Assert.Equal(0, (await Tool.RunAsync("contract", "check", _folder.Old, "--seen", Seen("POST /orders", "POST /orders/{id}/close"))).ExitCode);

        var converting = _folder.Write("converting.json", ContractFile.Write(Builds.Second, "b3", [
            new ContractUpgrade("POST /orders", Id("POST /orders"), "POST /orders"),
            new ContractUpgrade("POST /orders/{id}/close", Id("POST /orders/{id}/close"), "POST /orders/{id}/finish")]));
        Assert.Equal(0, (await Tool.RunAsync("contract", "check", converting, "--seen", Seen("POST /orders", "POST /orders/{id}/close"))).ExitCode);
        Assert.Equal(1, (await Tool.RunAsync("contract", "check", converting, "--seen", Seen("POST /orders", "GET /orders/{id}"))).ExitCode);
    }

    [Theory]
    [InlineData("""{"evenkeel":1,"contracts":[]}""", "it has no 'seen'")]
    [InlineData("""{"evenkeel":1,"contracts":[],"seen":[7]}""", "seen[0] does not name")]
    [InlineData("""{"evenkeel":1,"contracts":[],"seen":[{"contract":"0123456789abcdef","page":"a","calls":1,"last":"2026-06-01"}]}""", "seen[0] does not name")]
    [InlineData("<html>", "no JSON")]
    public async Task What_does_not_say_what_was_seen_is_named(string text, string says)
    {
        var check = await Tool.RunAsync("contract", "check", _folder.New, "--seen", _folder.Write("seen.json", text));
        Assert.Equal((2, ""), (check.ExitCode, check.Output));
        Assert.Contains(says, check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_thousand_actions_are_read_and_one_more_is_refused()
    {
        Contract[] many = [.. Enumerable.Range(0, 5_000).Select(number => new Contract($"POST /orders/{number}", input: null, output: null))];
        var file = _folder.Write("many.json", ContractFile.Write(many, build: null));
        Assert.Equal(0, (await Tool.RunAsync("contract", "check", file, "--seen", Seen())).ExitCode);
        var more = _folder.Write("more.json", ContractFile.Write([.. many, .. Builds.First], build: null));
        var refused = await Tool.RunAsync("contract", "check", more, "--seen", Seen());
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("at most 5000 contracts", refused.Error, StringComparison.Ordinal);
    }

    private string Seen(params string[] actions) => _folder.Write("seen.json", SeenFile.Write([.. actions.SelectMany(action => new[]
    {
        new SeenContract { Contract = Of(action), Page = "page-1", Calls = 3, LastDay = new DateOnly(2026, 6, 1) },
        new SeenContract { Contract = Of(action), Page = "page-2", Calls = 9_000_000_000, LastDay = new DateOnly(2026, 6, 2) },
    })]));

    private static Contract Of(string action) => Builds.First.Single(each => each.Action == action);

    private static string Id(string action) => Of(action).Id;
}
