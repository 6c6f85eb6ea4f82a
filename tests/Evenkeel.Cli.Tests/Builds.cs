using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Tests;

/// <summary>The contracts of two builds of one application. The second renames a command, asks for one more field, and answers one less.</summary>
internal static class Builds
{
    private const string OldOrder = """{"title":"Order","type":"object","properties":{"name":{"type":"string","maxLength":20},"count":{"type":["string","integer"],"pattern":"^-?[0-9]+$"}},"required":["name"]}""";
    private const string NewOrder = """{"title":"Order","type":"object","properties":{"name":{"type":"string","maxLength":20},"count":{"type":["string","integer"],"pattern":"^-?[0-9]+$"},"reason":{"type":"string"}},"required":["name","reason"]}""";
    private const string View = """{"title":"Order","type":"object","properties":{"id":{"type":"string","format":"uuid"},"lines":{"type":["array","null"],"items":{"$ref":"#/$defs/line"}},"note":{"type":["string","null"]}},"required":["id","lines"],"$defs":{"line":{"title":"Line","type":"object","properties":{"stage":{"title":"Stage","enum":["open","won"]},"instead":{"$ref":"#/$defs/line"}},"required":["stage"]}}}""";
    private const string PoorerView = """{"title":"Order","type":"object","properties":{"id":{"type":"string","format":"uuid"}},"required":["id"]}""";

    public static Contract[] First { get; } =
    [
        new("GET /orders/{id}", Input("""{"path":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]},"query":{"type":"object","properties":{"page":{"type":["string","integer","null"]}}}}""", "path"), JsonNode.Parse(View)),
        new("POST /orders", Input($$"""{"body":{{OldOrder}}}""", "body"), JsonNode.Parse(View)),
        new("POST /orders/{id}/close", Input("""{"path":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}}""", "path"), null),
    ];

    public static Contract[] Second { get; } =
    [
        new("GET /orders/{id}", Input("""{"path":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]},"query":{"type":"object","properties":{"page":{"type":["string","integer","null"]}}}}""", "path"), JsonNode.Parse(PoorerView)),
        new("POST /orders", Input($$"""{"body":{{NewOrder}}}""", "body"), JsonNode.Parse(View)),
        new("POST /orders/{id}/finish", Input("""{"path":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}}""", "path"), null),
    ];

    private static JsonObject Input(string properties, string required) => new() { ["type"] = "object", ["properties"] = JsonNode.Parse(properties), ["required"] = new JsonArray(required) };
}
