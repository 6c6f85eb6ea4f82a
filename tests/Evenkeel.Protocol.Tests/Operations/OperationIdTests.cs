using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Tests.Vectors;

namespace Evenkeel.Protocol.Tests.Operations;

public sealed class OperationIdTests
{
    [Fact]
    public void Values_of_the_header_are_read_as_the_vectors_say() => VectorFile.CheckAll(VectorFile.Cases("operation-ids"), each =>
    {
        var valid = OperationId.TryParse(each.GetProperty("value").GetString(), out var id);
        Assert.Equal(each.GetProperty("valid").GetBoolean(), valid);
        if (valid)
        {
            Assert.Equal(each.GetProperty("timeMs").GetInt64(), id.StampedAt);
            Assert.Equal(each.GetProperty("id").GetString(), id.ToString());
        }
    });

    [Fact]
    public void An_absent_header_is_no_id() => Assert.False(OperationId.TryParse(null, out _));

    [Fact]
    public void A_made_id_carries_its_time_and_reads_back()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);
        var made = OperationId.Create(time);
        Assert.Equal(1_790_000_000_123, made.StampedAt);
        Assert.True(OperationId.TryParse(made.ToString(), out var read));
        Assert.Equal(made, read);
    }
}
