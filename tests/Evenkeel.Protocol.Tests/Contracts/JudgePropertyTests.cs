using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Protocol.Tests.Contracts;

/// <summary>What the judge calls compatible holds for every instance that can be found.</summary>
public sealed class JudgePropertyTests
{
    private const int Pairs = 10_000;
    private const int Instances = 30;

    [Fact]
    [Trait("Show", "3.12")]
    public void A_receiver_that_is_called_compatible_takes_every_instance_of_the_sender()
    {
        var (compatible, breaking, witnessed) = (0, 0, 0);
        for (var seed = 0; seed < Pairs; seed++)
        {
            var random = new RandomSchemas(seed);
            var sent = random.Schema();
            var taken = seed % 10 == 0 ? random.Schema() : random.Changed(sent);
            var refused = Enumerable.Range(0, Instances).Select(_ => random.Instance(sent)).Where(each => each.Found && !SchemaOracle.IsValid(taken, each.Value)).ToList();
            if (IsBreaking(sent, taken))
            {
                breaking++;
                witnessed += refused.Count > 0 ? 1 : 0;
            }
            else
            {
                compatible++;
                Assert.True(refused.Count == 0, $"Seed {seed}: {sent.ToJsonString()}\nis called compatible with {taken.ToJsonString()}\nwhich refuses {refused.FirstOrDefault().Value?.ToJsonString()}");
            }
        }

        // A judge that refuses everything, or a generator without differences, would pass as well.
        Assert.True(compatible > Pairs / 4, $"{compatible} pairs are compatible.");
        Assert.True(breaking > Pairs / 10, $"{breaking} pairs are breaking.");
        Assert.True(witnessed > breaking * 3 / 4, $"Of {breaking} breaking pairs {witnessed} have an instance that is refused.");
    }

    private static bool IsBreaking(JsonNode sent, JsonNode taken) => ContractJudge
        .Compare(new Contract("POST /a", sent, output: null), new Contract("POST /a", taken, output: null))
        .Any(each => each.IsBreaking);
}
