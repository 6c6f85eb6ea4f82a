namespace Evenkeel.AspNetCore.Outbox;

/// <summary>What the server accepts in one flush of a client's outbox.</summary>
public sealed class OutboxOptions
{
    /// <summary>The largest flush.</summary>
    /// <value>Default 524,288 bytes, which passes a proxy's default of 1 MiB. Range 1,024 to 16 MiB.</value>
    public int MaxBytes { get; set; } = 512 * 1024;

    /// <summary>The most operations in one flush.</summary>
    /// <value>Default 500. Range 1 to 10,000.</value>
    public int MaxOperations { get; set; } = 500;

    /// <summary>The largest single operation in a flush; a larger one goes to its own route.</summary>
    /// <value>Default 262,144 bytes of its line. Range 1,024 to <see cref="MaxBytes"/>.</value>
    public int MaxOperationBytes { get; set; } = 256 * 1024;

    /// <summary>How deep the JSON of an operation may nest.</summary>
    /// <value>Default 64. Range 8 to 512.</value>
    public int MaxDepth { get; set; } = 64;
}
