namespace Evenkeel.Stores.Tests.Clients;

/// <summary>What came back of a flush: perhaps nothing, perhaps the lines before a cut.</summary>
internal sealed record FlushAnswers
{
    /// <summary>0 when the connection failed before any answer.</summary>
    public required int Status { get; init; }

    /// <summary>Answers by operation id; those to voids by <c>void:</c> and the id.</summary>
    public Dictionary<string, Answer> ById { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the closing line came, and with the right number.</summary>
    public bool IsWhole { get; set; }
}
