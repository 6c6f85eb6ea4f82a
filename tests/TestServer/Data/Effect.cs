namespace Evenkeel.TestServer.Data;

/// <summary>What one command did. Nothing keeps a second row of one operation out: that is what the tests count.</summary>
internal sealed class Effect
{
    public long Id { get; init; }

    public required string Tenant { get; init; }

    public required string User { get; init; }

    public required string Lane { get; init; }

    public required long Seq { get; init; }

    /// <summary>The operation as the input names it.</summary>
    public required string Operation { get; init; }

    public required string Payload { get; init; }
}
