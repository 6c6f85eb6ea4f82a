using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Cli.Tests;

/// <summary>The two builds of the sample, as a pipeline compares them: the one that is live, and the one that is to be deployed.</summary>
[Trait("Show", "3.12")]
public sealed class CrmBuildsTests : IAsyncLifetime
{
    private readonly CliFolder _folder = new();
    private ServerProcess _live = null!;

    public async ValueTask InitializeAsync() => _live = await StartAsync("Crm", "live.db");

    public async ValueTask DisposeAsync()
    {
        await _live.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_the_second_build_breaks_is_named_and_blocks_it_until_it_converts()
    {
        await using var next = await StartAsync("CrmSecond", "next.db");
        await using var converting = await StartAsync("CrmSecond", "converting.db", "--convertComments", "true");
        string[] servers = [.. new[] { _live, next, converting }.Select(each => each.BaseAddress.ToString())];

        var diff = await Tool.RunAsync("contract", "diff", servers[0], servers[1], "--json");
        Assert.Equal((1, ""), (diff.ExitCode, diff.Error));
        Assert.Equal(
            [
                "POST /api/clients/{clientId}/comments|input|body.kind|required|True",
                "POST /api/clients/{clientId}/opportunities/{opportunityId}/stage|action||action-removed|True",
                "POST /api/clients/{clientId}/opportunities/{opportunityId}/move|action||action-added|False",
            ],
            JsonNode.Parse(diff.Output)!["findings"]!.AsArray().Select(each => $"{each!["action"]}|{each["side"]}|{each["path"]}|{each["rule"]}|{each["breaking"]!.GetValue<bool>()}"));

        // No page has called anything yet: nothing stands in the way.
        Assert.Equal(0, (await Tool.RunAsync("contract", "check", servers[1], "--seen", servers[0])).ExitCode);
        var comment = await CallAsync("POST /api/clients/{clientId}/comments");
        await CallAsync("POST /api/clients/{clientId}/opportunities/{opportunityId}/stage");
        var check = await Tool.RunAsync("contract", "check", servers[1], "--seen", servers[0], "--json");
        Assert.Equal((1, ""), (check.ExitCode, check.Error));
        var report = JsonNode.Parse(check.Output)!;
        Assert.False(report["deployable"]!.GetValue<bool>());
        // The other one was renamed, and the second build converts it.
        var blocked = Assert.Single(report["blocked"]!.AsArray())!;
        Assert.Equal(("POST /api/clients/{clientId}/comments", comment), ((string)blocked["action"]!, (string)blocked["contract"]!));
        var page = Assert.Single(blocked["pages"]!.AsArray())!;
        Assert.Equal(("page-1", 1), ((string)page["build"]!, (int)page["calls"]!));
        Assert.Equal(0, (await Tool.RunAsync("contract", "check", servers[2], "--seen", servers[0])).ExitCode);
    }

    /// <summary>Calls an action of the live build as its page does. What comes of it does not matter: it counts as a call.</summary>
    private async Task<string> CallAsync(string action)
    {
        using var http = new HttpClient { BaseAddress = _live.BaseAddress };
        using var signedIn = await http.PostAsJsonAsync("api/sign-in", new { email = "anna@north.example", password = "fair-wind-42" });
        signedIn.EnsureSuccessStatusCode();
        var contracts = JsonNode.Parse(await http.GetStringAsync(new Uri("_evenkeel/contracts", UriKind.Relative)))!["contracts"]!.AsArray();
        var contract = (string)contracts.Single(each => (string)each!["action"]! == action)!["id"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(action[5..].Replace("{clientId}", Guid.Empty.ToString()).Replace("{opportunityId}", Guid.Empty.ToString()), UriKind.Relative)) { Content = JsonContent.Create(new { text = "Seen" }) };
        request.Headers.Add(KeelHeaders.OperationId, OperationId.Create(TimeProvider.System.GetUtcNow()).ToString());
        request.Headers.Add(KeelHeaders.Contract, contract);
        request.Headers.Add(KeelHeaders.Deployment, "page-1");
        using var answer = await http.SendAsync(request);
        Assert.InRange((int)answer.StatusCode, 200, 499);
        return contract;
    }

    private Task<ServerProcess> StartAsync(string project, string database, params string[] more) => ServerProcess.StartAsync(new ServerSpec
    {
        Dll = Repository.Built(project, "Crm.dll"),
        Arguments = ["--db", _folder.File(database), .. more],
        Environment = new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        ReadyPath = "/healthz",
        ReadyWithin = TimeSpan.FromSeconds(60),
    });
}
