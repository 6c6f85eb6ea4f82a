namespace Evenkeel.Protocol.Problems;

/// <summary>What a code stands for: its status and its title. See <see cref="ProblemTable"/>.</summary>
public sealed record Problem
{
    /// <summary>The stable code, one of <see cref="ProblemCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>The HTTP status that goes with the code.</summary>
    public required int Status { get; init; }

    /// <summary>A sentence that is the same for every occurrence.</summary>
    public required string Title { get; init; }

    /// <summary>The problem's <c>type</c>: a URN that ends with the code.</summary>
    public string Type => ProblemCodes.TypePrefix + Code;
}
