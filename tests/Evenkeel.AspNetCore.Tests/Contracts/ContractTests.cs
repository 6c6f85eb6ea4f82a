using System.Text.Json.Nodes;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Evenkeel.Protocol.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Tests.Contracts;

/// <summary>What the server says that its actions take and give.</summary>
public sealed class ContractTests
{
    private static readonly TestAppOptions Development = new() { Environment = "Development" };

    [Fact]
    public async Task An_action_has_its_parameters_its_body_and_its_answer()
    {
        var (_, contracts) = await ReadAsync(app => app.MapCommand(
            "PUT /orders/{id:guid}",
            (Guid id, [FromHeader(Name = "X-Reason")] string? reason, OrderInput input, NotesDb db, bool draft = false) => TypedResults.Ok(new OrderView(id, input.Count) { Note = reason })));
        var contract = Assert.Single(contracts)!;
        Assert.Equal("PUT /orders/{id}", contract["action"]!.GetValue<string>());
        var input = contract["input"]!;
        Assert.Equal(["path", "body"], Texts(input["required"]));
        Assert.Equal("uuid", input["properties"]!["path"]!["properties"]!["id"]!["format"]!.GetValue<string>());
        Assert.Equal(["draft"], Names(input["properties"]!["query"]!["properties"]));
        Assert.Empty(Texts(input["properties"]!["query"]!["required"]));
        Assert.Equal(["X-Reason"], Names(input["properties"]!["header"]!["properties"]));
        Assert.Equal(["id", "count", "due"], Texts(contract["output"]!["required"]));
        Assert.Equal("integer", contract["output"]!["properties"]!["count"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_validation_attributes_say_is_in_the_schema()
    {
        var (_, contracts) = await ReadAsync(app => app.MapCommand("/orders", (OrderInput input) => { }));
        var body = contracts[0]!["input"]!["properties"]!["body"]!;
        var properties = body["properties"]!;
        Assert.Equal(20, properties["name"]!["maxLength"]!.GetValue<int>());
        Assert.Equal((1m, 99m), (properties["count"]!["minimum"]!.GetValue<decimal>(), properties["count"]!["maximum"]!.GetValue<decimal>()));
        Assert.Equal(["name", "count", "lines", "reason"], Texts(body["required"]));
        Assert.Equal("string", Assert.Single(Texts(properties["reason"]!["type"])));
        Assert.Equal((2, 8, "^(?:[A-Z]+)$"), (properties["code"]!["minLength"]!.GetValue<int>(), properties["code"]!["maxLength"]!.GetValue<int>(), properties["code"]!["pattern"]!.GetValue<string>()));
        // A type that holds itself: its reference leads to where it now stands.
        Assert.StartsWith("#/properties/body/properties/lines", properties["lines"]!["items"]!["properties"]!["instead"]!.ToJsonString().Split('"').First(each => each.StartsWith('#')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stricter_input_and_a_poorer_answer_break_old_clients_and_a_wider_one_does_not()
    {
        var (old, _) = await ReadAsync(app => app.MapCommand("/orders", (OldInput input) => new OrderView(Guid.Empty, 1)));
        var (same, _) = await ReadAsync(app => app.MapCommand("/orders", (OldInput input) => new OrderView(Guid.Empty, 1)));
        Assert.Empty(ContractJudge.Compare(old, same));

        var (wider, _) = await ReadAsync(app => app.MapCommand("/orders", (WiderInput input) => new OrderView(Guid.Empty, 1)));
        Assert.DoesNotContain(ContractJudge.Compare(old, wider), each => each.IsBreaking);

        var (stricter, _) = await ReadAsync(app => app.MapCommand("/orders", (OrderInput input) => new { Id = Guid.Empty }));
        var findings = ContractJudge.Compare(old, stricter);
        Assert.Contains(findings, each => each is { Side: ContractSide.Input, Path: "body.reason", Rule: ContractRules.Required, IsBreaking: true });
        Assert.Contains(findings, each => each is { Side: ContractSide.Output, Path: "count", Rule: ContractRules.Required, IsBreaking: true });
    }

    [Fact]
    public async Task Only_actions_have_contracts()
    {
        var (_, contracts) = await ReadAsync(app =>
        {
            app.MapGet("/plain", () => "");
            app.MapQuery("/query", Results<Ok<OrderView>, NotFound> (int page) => TypedResults.NotFound());
            var adopted = app.MapGroup("/adopted").AsCommands();
            adopted.MapGet("/{id:int}", (int id) => id);
            adopted.MapPost("/file", (IFormFile file) => file.Length).DisableAntiforgery();
        });
        Assert.Equal(["GET /query", "POST /adopted/file"], contracts.Select(each => each!["action"]!.GetValue<string>()));
        Assert.Equal("OrderView", contracts[0]!["output"]!["title"]!.GetValue<string>());
        Assert.True(contracts[1]!["input"]!["properties"]!["body"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(Routing.Endpoints)]
    [InlineData(Routing.ByMvc)]
    public async Task Controllers_have_the_same_contracts_with_endpoint_routing_and_without(Routing routing)
    {
        await using var app = await MvcApp.StartAsync([typeof(OrdersController)], routing, options: Development with
        {
            Pipeline = app =>
            {
                app.UseEvenkeel();
                if (routing == Routing.ByMvc)
                {
                    app.UseEvenkeelEndpoints();
                }
            },
        });
        var (read, contracts) = await ReadAsync(app);
        Assert.Equal(["GET /api/orders/{id}", "POST /api/orders"], read.Select(each => each.Action));
        var query = contracts[0]!["input"]!["properties"]!;
        Assert.Equal(["depth", "sort"], Names(query["query"]!["properties"]));
        Assert.Equal(5m, query["query"]!["properties"]!["depth"]!["maximum"]!.GetValue<decimal>());
        Assert.Equal("OrderInput", contracts[1]!["input"]!["properties"]!["body"]!["title"]!.GetValue<string>());
        Assert.Equal(["OrderView", "OrderView"], contracts.Select(each => each!["output"]!["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Outside_development_contracts_are_private_unless_told_otherwise()
    {
        await using var closed = await TestApp.StartAsync(NotesApi.Map);
        Assert.Equal(404, (await closed.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/contracts" })).Status);
        await using var open = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Services = builder => builder.AddEvenkeel().ConfigureContracts(options => options.ArePublic = true) });
        var answer = await open.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/contracts" });
        Assert.Equal((200, "no-store"), (answer.Status, answer.Headers["Cache-Control"]));
        await using var hidden = await TestApp.StartAsync(NotesApi.Map, Development with { Services = builder => builder.AddEvenkeel().ConfigureContracts(options => options.ArePublic = false) });
        Assert.Equal(404, (await hidden.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/contracts" })).Status);
    }

    private static async Task<(IReadOnlyList<Contract> Read, JsonArray Raw)> ReadAsync(Action<WebApplication> map)
    {
        await using var app = await TestApp.StartAsync(map, Development);
        return await ReadAsync(app);
    }

    private static async Task<(IReadOnlyList<Contract> Read, JsonArray Raw)> ReadAsync(TestApp app)
    {
        var answer = await app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/contracts" });
        Assert.Equal(200, answer.Status);
        return (ContractFile.Read(answer.Text).Contracts, JsonNode.Parse(answer.Text)!["contracts"]!.AsArray());
    }

    private static string[] Texts(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.Select(each => each!.GetValue<string>())],
        JsonValue one => [one.GetValue<string>()],
        _ => [],
    };

    private static string[] Names(JsonNode? node) => [.. node!.AsObject().Select(each => each.Key)];

    private sealed record OldInput(string Name, int Count)
    {
        public required IReadOnlyList<OrderLine> Lines { get; init; }
    }

    private sealed record WiderInput(string? Name, int Count = 1)
    {
        public IReadOnlyList<OrderLine>? Lines { get; init; }

        public string? More { get; init; }
    }
}
