namespace Evenkeel.AspNetCore.Contracts;

/// <summary>A value that an action takes beside its body.</summary>
internal sealed record ActionParameter
{
    public const string InPath = "path";
    public const string InQuery = "query";
    public const string InHeader = "header";

    public required string Name { get; init; }

    /// <summary>Where it travels.</summary>
    public required string Place { get; init; }

    public required Type Type { get; init; }

    public required bool IsRequired { get; init; }

    public required IReadOnlyList<Attribute> Attributes { get; init; }
}
