namespace Evenkeel.Protocol.Flushing;

/// <summary>One line of a flush: an operation, a void, or a line that could not be read.</summary>
public sealed record FlushLine
{
    /// <summary>The 1-based number of the line in the flush.</summary>
    public required int Line { get; init; }

    /// <summary>The operation id as it was sent, perhaps malformed; <see langword="null"/> when the line has none.</summary>
    public string? Id { get; init; }

    /// <summary>The operation id to be voided; set instead of all other members.</summary>
    public string? Void { get; init; }

    /// <summary>The HTTP method, in capitals.</summary>
    public string Method { get; init; } = "";

    /// <summary>The path and query called, beginning with one slash.</summary>
    public string Path { get; init; } = "";

    /// <summary>The lane; <see langword="null"/> means that no other operation shares it.</summary>
    public string? Lane { get; init; }

    /// <summary>The body's bytes just as they stood in the line (or of the decoded <c>text</c>).</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's content type; <see langword="null"/> when there is no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The id of the contract that the operation was made under, as it was sent; <see langword="null"/> when none is named.</summary>
    public string? Contract { get; init; }

    /// <summary>The draft that the operation consumes and up to which revision, as it was sent: <c>key;rev</c> or <c>key;rev;by</c>; <see langword="null"/> when it consumes none.</summary>
    public string? Draft { get; init; }

    /// <summary>The trace that the operation belongs to, a <c>traceparent</c> as it was sent, perhaps malformed; <see langword="null"/> when none is named.</summary>
    public string? Trace { get; init; }

    /// <summary>The code of the problem that makes the line unusable, or <see langword="null"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>A sentence that names what is wrong with the line.</summary>
    public string? Detail { get; init; }
}
