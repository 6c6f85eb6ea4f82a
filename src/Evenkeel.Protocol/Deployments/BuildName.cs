namespace Evenkeel.Protocol.Deployments;

/// <summary>The name of a build, of a page or a server: 1 to 64 characters of <c>A–Z a–z 0–9 . _ + -</c>, the first a letter or digit.</summary>
public static class BuildName
{
    /// <summary>How many characters a name may have.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether a text names a build.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-');
}
