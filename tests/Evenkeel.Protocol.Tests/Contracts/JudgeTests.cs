using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Protocol.Tests.Contracts;

/// <summary>Each rule, in both directions.</summary>
public sealed class JudgeTests
{
    // What an old client sends, what the new server takes, and the rule that fails; none: it takes all.
    [Theory]
    [InlineData("""{"type":"string"}""", """{"type":"string"}""", null)]
    [InlineData("""{"type":"string"}""", """{"type":["string","null"]}""", null)]
    [InlineData("""{"type":["string","null"]}""", """{"type":"string"}""", ContractRules.Type)]
    [InlineData("""{"type":["string","null"]}""", """{"anyOf":[{"type":"null"},{"type":"string"}]}""", null)]
    [InlineData("""{"type":"integer"}""", """{"type":"number"}""", null)]
    [InlineData("""{"type":"number"}""", """{"type":"integer"}""", ContractRules.Type)]
    [InlineData("""{"enum":["a"]}""", """{"enum":["b","a"]}""", null)]
    [InlineData("""{"enum":["b","a"]}""", """{"enum":["a"]}""", ContractRules.Value)]
    [InlineData("""{"type":"string"}""", """{"enum":["a"]}""", ContractRules.Value)]
    [InlineData("""{"enum":["a"]}""", """{"type":"string","maxLength":1}""", null)]
    [InlineData("""{"enum":["ab"]}""", """{"type":"string","maxLength":1}""", ContractRules.Value)]
    [InlineData("""{"type":"boolean"}""", """{"enum":[true,false]}""", null)]
    [InlineData("""{"type":"integer","minimum":1}""", """{"type":"integer","exclusiveMinimum":0}""", null)]
    [InlineData("""{"type":"integer","minimum":0}""", """{"type":"integer","exclusiveMinimum":0}""", ContractRules.Range)]
    [InlineData("""{"type":"number","exclusiveMaximum":5}""", """{"type":"number","maximum":5}""", null)]
    [InlineData("""{"type":"string","maxLength":5}""", """{"type":"string","maxLength":4}""", ContractRules.Range)]
    [InlineData("""{"type":"string"}""", """{"type":"string","minLength":0}""", null)]
    [InlineData("""{"type":"string"}""", """{"type":"string","format":"uuid"}""", ContractRules.Text)]
    [InlineData("""{"type":"string","format":"uuid"}""", """{"type":"string"}""", null)]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", """{"type":"array","items":{"type":"string"}}""", ContractRules.Type)]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":3}""", """{"type":"array","items":{"type":"number"},"maxItems":3}""", null)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}""", null)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", ContractRules.Required)]
    [InlineData("""{"type":"object","properties":{"a":{},"b":{}}}""", """{"type":"object","properties":{"a":{}},"additionalProperties":false}""", ContractRules.UnknownProperty)]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", """{"type":"object","properties":{"a":{}},"additionalProperties":false}""", null)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", """{"type":"object","additionalProperties":{"type":"string"}}""", ContractRules.Type)]
    [InlineData("""{"type":"object","properties":{"k":{"const":"a"},"x":{"type":"string"}},"required":["k"]}""", """{"anyOf":[{"type":"object","properties":{"k":{"const":"a"}},"required":["k"]},{"type":"object","properties":{"k":{"const":"b"}},"required":["k"]}]}""", null)]
    [InlineData("""{"type":"object","properties":{"k":{"const":"c"}},"required":["k"]}""", """{"anyOf":[{"type":"object","properties":{"k":{"const":"a"}},"required":["k"]},{"type":"object","properties":{"k":{"const":"b"}},"required":["k"]}]}""", ContractRules.Alternative)]
    [InlineData("""{"type":"integer","multipleOf":2}""", """{"type":"integer","multipleOf":2}""", null)]
    [InlineData("""{"type":"integer"}""", """{"type":"integer","multipleOf":2}""", ContractRules.NotCompared)]
    [InlineData("""false""", """{"type":"integer"}""", null)]
    [InlineData("""true""", """false""", ContractRules.Type)]
    public void A_receiver_takes_all_that_a_sender_may_send(string sent, string taken, string? rule)
    {
        Assert.Equal(rule, BreakingRule(new Contract("POST /a", Json(sent), null), new Contract("POST /a", Json(taken), null), ContractSide.Input));

        // The same with the server as the sender: its new answer and what the old client knows.
        Assert.Equal(rule, BreakingRule(new Contract("POST /a", null, Json(taken)), new Contract("POST /a", null, Json(sent)), ContractSide.Output));
    }

    [Fact]
    public void Schemas_that_contain_themselves_are_compared()
    {
        const string Tree = """{"type":"object","properties":{"name":{"type":"string"},"child":{"anyOf":[{"type":"null"},{"$ref":"#"}]}}}""";
        const string Other = """{"$ref":"#/$defs/t","$defs":{"t":{"type":"object","properties":{"name":{"type":["string","null"]},"child":{"anyOf":[{"$ref":"#/$defs/t"},{"type":"null"}]}}}}}""";
        Assert.Null(BreakingRule(new Contract("POST /a", Json(Tree), null), new Contract("POST /a", Json(Other), null), ContractSide.Input));
        var findings = ContractJudge.Compare(new Contract("POST /a", Json(Other), null), new Contract("POST /a", Json(Tree), null));
        Assert.Equal([("name", ContractRules.Type), ("child", ContractRules.Alternative)], findings.Select(each => (each.Path, each.Rule)));
    }

    [Theory]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/a"}}}""")]
    [InlineData("""{"$ref":"#/nowhere"}""")]
    [InlineData("""{"$ref":"https://elsewhere.example/a.json"}""")]
    [InlineData("""{"anyOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"type":"date"}""")]
    public void A_schema_that_is_none_is_named(string schema)
    {
        var sound = new Contract("POST /a", Json("""{"type":"string"}"""), null);
        Assert.Throws<ContractException>(() => ContractJudge.Compare(new Contract("POST /a", Json(schema), null), sound));
        Assert.Throws<ContractException>(() => ContractJudge.Compare(sound, new Contract("POST /a", Json(schema), null)));
    }

    [Fact]
    public void Actions_come_and_go()
    {
        var (kept, gone, added) = (new Contract("GET /a", null, null), new Contract("GET /b", null, null), new Contract("GET /c", null, null));
        Assert.Equal(
            [("GET /b", ContractRules.ActionRemoved, true), ("GET /c", ContractRules.ActionAdded, false)],
            ContractJudge.Compare([kept, gone], [kept, added]).Select(each => (each.Action, each.Rule, each.IsBreaking)));
    }

    [Fact]
    public void What_old_clients_send_and_nobody_reads_any_more_is_said_and_not_breaking()
    {
        var old = new Contract("POST /a", Json("""{"type":"object","properties":{"a":{},"b":{}}}"""), null);
        var now = new Contract("POST /a", Json("""{"type":"object","properties":{"a":{}}}"""), null);
        var finding = Assert.Single(ContractJudge.Compare(old, now));
        Assert.Equal(("b", ContractRules.Ignored, false), (finding.Path, finding.Rule, finding.IsBreaking));
    }

    private static string? BreakingRule(Contract old, Contract current, ContractSide side)
    {
        var breaking = ContractJudge.Compare(old, current).Where(each => each.IsBreaking).ToList();
        Assert.All(breaking, each => Assert.Equal(side, each.Side));
        return breaking.Select(each => each.Rule).Distinct().SingleOrDefault();
    }

    private static JsonNode? Json(string text) => JsonNode.Parse(text);
}
