namespace Evenkeel.AspNetCore.Auditing;

/// <summary>One route of the application with its policy.</summary>
public sealed record AuditedRoute
{
    /// <summary>Its methods, joined by commas; <c>*</c>: all.</summary>
    public required string Methods { get; init; }

    /// <summary>The route, as it was mapped.</summary>
    public required string Route { get; init; }

    /// <summary><c>query</c>, <c>command</c>, <c>declared</c> (<see cref="AuditExtensions.Unaudited"/>) or <c>none</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whose answers are kept in memory: <c>user</c>, <c>tenant</c>, <c>everyone</c>, or <c>none</c>.</summary>
    public required string Cached { get; init; }

    /// <summary><c>sensitive</c>, <c>private</c> (it requires authorization) or <c>open</c>.</summary>
    public required string Privacy { get; init; }

    /// <summary>How many things an answer holds at most: <c>paged</c>, <c>at most 500</c>, <c>unbounded</c>; or <c>one</c> where the answer is no collection, or nothing is known of it.</summary>
    public required string Size { get; init; }

    /// <summary>What is wrong with it; empty: nothing.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    /// <summary>One line.</summary>
    public override string ToString() => $"{Methods} {Route}: {Kind}, cached for {Cached}, {Privacy}, {Size}";
}
