using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evenkeel.Protocol.Tests.Vectors;
using Evenkeel.TestBed;

namespace Evenkeel.Protocol.Tests;

public sealed class WireSchemaTests
{
    // One line for each version; once a version is released its line is never changed.
    private static readonly Dictionary<int, string> Hashes = new()
    {
        [1] = "e100109ba11eeba609dcfcfac16c558b15a9c585f9884d2626781d552baff617",
        [2] = "4977b141d8ac742b600c723765d2d23de2f259210fdee7111d9da417bf39a382",
        [3] = "54aad1d009b04fe8f6ece163b8db6326fc19931ac696dc213ef0f722d9652332",
        [4] = "a5c06775da5b93e4e8234f54c328bf2eb818ce8548b6bbffed92235887818a7a",
        [5] = "53fa4873186861b0352c395e3a7f6e8fd50d21e10a07e7611aaa9cbbba0a5458",
    };

    [Fact]
    public void The_wire_schema_does_not_change_without_a_new_protocol_version()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(VectorFile.Read("wire-schema.json")))));
        Assert.True(
            Hashes.TryGetValue(ProtocolVersion.Current, out var pinned) && pinned == hash,
            $"protocol/wire-schema.json has changed: raise ProtocolVersion.Current, add a line to the table at the top of PROTOCOL.md that says what the version brought, "
            + $"raise \"version\" in protocol/*.json and PROTOCOL_VERSION in web/client/src/wire.ts, and add [{ProtocolVersion.Current}] = \"{hash}\" here under the new version.");
    }

    [Fact]
    public void Every_version_has_its_line_in_the_protocol()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "protocol", "PROTOCOL.md"));
        Assert.Contains($"Version **{ProtocolVersion.Current}**", text);
        Assert.All(Enumerable.Range(1, ProtocolVersion.Current), version => Assert.Contains($"\n| {version} | ", text));
        Assert.Equal(ProtocolVersion.Current, VectorFile.Read("wire-schema.json").GetProperty("version").GetInt32());
        Assert.Equal(ProtocolVersion.Current, VectorFile.Read("problems.json").GetProperty("version").GetInt32());
    }

    [Fact]
    public void Every_header_of_the_schema_is_a_constant()
    {
        var schema = VectorFile.Read("wire-schema.json").GetProperty("headers").EnumerateObject().Select(header => header.Name);
        var constants = typeof(KeelHeaders).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Append("Retry-After").Order(StringComparer.Ordinal), schema.Order(StringComparer.Ordinal));
    }

    // Members in the order of their names, no white space, without the sentence that only people read.
    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject().Where(member => member.Name != "about")
            .OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{JsonSerializer.Serialize(member.Name)}:{Canonical(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        _ => element.GetRawText(),
    };
}
