using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Protocol.Tests.Contracts;

public sealed class ContractFileTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        Contract[] contracts = [new("POST /b", JsonNode.Parse("""{"type":"object"}"""), null), new("GET /a", null, JsonNode.Parse("true"), "2")];
        var (build, read) = ContractFile.Read(ContractFile.Write(contracts, "abc"));
        Assert.Equal("abc", build);
        Assert.Equal([("GET /a", "2", contracts[1].Id), ("POST /b", null, contracts[0].Id)], read.Select(each => (each.Action, each.Version, each.Id)));
        Assert.Empty(ContractJudge.Compare(contracts, read));
    }

    // The same schema, written down by somebody else.
    [Theory]
    [InlineData("""{"type":["null","string"],"maxLength":5}""", """{ "maxLength": 5.0, "type": ["string", "null"], "title": "T", "description": "any" }""", true)]
    [InlineData("""{"required":["a","b"],"properties":{"title":{"type":"string"}}}""", """{"properties":{"title":{"type":"string"}},"required":["b","a"]}""", true)]
    [InlineData("""{"properties":{"title":{"type":"string"}}}""", """{"properties":{}}""", false)]
    [InlineData("""{"enum":["title"]}""", """{"enum":["Title"]}""", false)]
    [InlineData("""{"const":{"b":1,"a":2}}""", """{"const":{"a":2,"b":1.0}}""", true)]
    public void An_id_depends_on_what_is_accepted_and_not_on_how_it_is_written(string one, string other, bool same)
    {
        var (first, second) = (new Contract("POST /a", JsonNode.Parse(one), null), new Contract("POST /a", JsonNode.Parse(other), null));
        Assert.Equal(same, first.Id == second.Id);
        Assert.Matches("^[0-9a-f]{16}$", first.Id);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("<html>", "no JSON")]
    [InlineData("[]", "no file of contracts")]
    [InlineData("""{"evenkeel":2,"contracts":[]}""", "format 2")]
    [InlineData("""{"evenkeel":1,"contracts":{}}""", "no file of contracts")]
    [InlineData("""{"evenkeel":1,"contracts":[7]}""", "contracts[0]")]
    [InlineData("""{"evenkeel":1,"contracts":[{"action":7}]}""", "'action' of contracts[0]")]
    [InlineData("""{"evenkeel":1,"contracts":[{"action":"GET /a","input":7}]}""", "no JSON Schema")]
    [InlineData("""{"evenkeel":1,"contracts":[{"action":"GET /a"},{"action":"GET /a"}]}""", "twice")]
    [InlineData("""{"evenkeel":1,"contracts":[{"action":"GET /a","id":"0000000000000000"}]}""", "by hand")]
    [InlineData("""{"evenkeel":1,"evenkeel":1,"contracts":[]}""", "no JSON")]
    public void A_file_that_is_none_is_refused_with_what_is_wrong(string text, string says) =>
        Assert.Contains(says, Assert.Throws<ContractException>(() => ContractFile.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Limits_are_named()
    {
        var many = ContractFile.Write(Enumerable.Range(0, ContractFile.MostContracts + 1).Select(each => new Contract($"GET /{each}", null, null)), null);
        Assert.Contains("at most 5000", Assert.Throws<ContractException>(() => ContractFile.Read(many)).Message, StringComparison.Ordinal);
        Assert.Equal(ContractFile.MostContracts, ContractFile.Read(ContractFile.Write(Enumerable.Range(0, ContractFile.MostContracts).Select(each => new Contract($"GET /{each}", null, null)), null)).Contracts.Count);
        var deep = $$"""{"evenkeel":1,"contracts":[{"action":"GET /a","input":{{string.Concat(Enumerable.Repeat("""{"items":""", 200))}}true{{new string('}', 200)}}}]}""";
        Assert.Throws<ContractException>(() => ContractFile.Read(deep));
    }
}
