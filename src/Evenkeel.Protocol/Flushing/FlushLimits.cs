namespace Evenkeel.Protocol.Flushing;

/// <summary>What a server accepts in one flush. Defaults are those of the protocol.</summary>
public sealed record FlushLimits
{
    /// <summary>The longest line, in bytes. Default 262,144.</summary>
    public int MaxLineBytes { get; init; } = 256 * 1024;

    /// <summary>The longest path with query, in characters. Default 2,048.</summary>
    public int MaxPathLength { get; init; } = 2048;

    /// <summary>How deep the JSON of a line may nest. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;
}
