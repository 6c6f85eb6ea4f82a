namespace Evenkeel.TestServer.Data;

/// <summary>How many effects a lane has: a second write of the same command, which must never be seen without the first.</summary>
internal sealed class LaneTotal
{
    public required string Lane { get; init; }

    public long Total { get; set; }
}
