namespace Evenkeel.Protocol.Flushing;

/// <summary>One line of the answer to a flush.</summary>
public sealed record AnswerLine
{
    /// <summary>The operation id as it was sent; <see langword="null"/> when the line's id could not be read, or it was a void.</summary>
    public string? Id { get; init; }

    /// <summary>The voided operation id, when the line was a void.</summary>
    public string? Void { get; init; }

    /// <summary>The 1-based line of the flush that this answers.</summary>
    public required int Line { get; init; }

    /// <summary>The HTTP status that a direct call would have had.</summary>
    public required int Status { get; init; }

    /// <summary>Whether this is the stored answer of an operation that took effect before.</summary>
    public bool Replayed { get; init; }

    /// <summary>Whether the body of a replayed answer was not kept.</summary>
    public bool Omitted { get; init; }

    /// <summary>The answer's <c>Location</c>.</summary>
    public string? Location { get; init; }

    /// <summary>The answer's <c>ETag</c>.</summary>
    public string? ETag { get; init; }

    /// <summary>The answer's <c>Retry-After</c> in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How far the client has seen the data once it has this answer: the <c>Evenkeel-Seen</c> of a direct call.</summary>
    public string? Seen { get; init; }

    /// <summary>Hashes of what the operation, and others of its commit, have changed, or <c>*</c> alone; <see langword="null"/>: nothing.</summary>
    public IReadOnlyList<string>? Changed { get; init; }

    /// <summary>The answer's content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The answer's body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
