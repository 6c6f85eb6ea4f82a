namespace Evenkeel.AspNetCore.Ledger;

/// <summary>The answer of an operation as a replay repeats it.</summary>
internal sealed record StoredAnswer
{
    public required int Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public string? ETag { get; init; }

    /// <summary><see langword="null"/> when the body was not kept.</summary>
    public byte[]? Body { get; init; }
}
