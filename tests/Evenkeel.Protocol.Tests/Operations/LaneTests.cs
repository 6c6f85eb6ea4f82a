using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Tests.Vectors;

namespace Evenkeel.Protocol.Tests.Operations;

public sealed class LaneTests
{
    // Templates are filled by clients; the server only knows the default.
    [Fact]
    public void Default_lanes_are_those_of_the_vectors() => VectorFile.CheckAll(
        VectorFile.Cases("lanes").Where(each => each.Text("template") is null),
        each => Assert.Equal(each.GetProperty("lane").GetString(), Lane.DefaultFor(each.GetProperty("action").GetString()!)));

    [Fact]
    public void A_segment_longer_than_a_lane_is_cut() =>
        Assert.Equal(new string('a', Lane.MaxLength), Lane.DefaultFor("POST /api/" + new string('a', Lane.MaxLength + 1)));
}
