using System.Buffers;

namespace Evenkeel.Protocol.Operations;

/// <summary>Operations in one lane keep their order; lanes are independent.</summary>
public static class Lane
{
    /// <summary>The longest name of a lane, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>
    /// The lane of an action whose application says nothing else: the first literal segment of its path that is neither
    /// <c>api</c> nor a version such as <c>v1</c> or <c>v2.1</c>; without one, the whole action.
    /// </summary>
    /// <param name="action">For example <c>POST /api/clients/{clientId}/contacts</c>, whose lane is <c>clients</c>.</param>
    public static string DefaultFor(string action)
    {
        var path = action[(action.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var end = path.IndexOf('?', StringComparison.Ordinal);
        foreach (var segment in (end < 0 ? path : path[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment[0] != '{' && segment != "api" && !IsVersion(segment))
            {
                return segment.Length <= MaxLength ? segment : segment[..MaxLength];
            }
        }

        return action;
    }

    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789.");

    private static bool IsVersion(string segment) =>
        segment.Length > 1 && segment[0] == 'v' && segment.AsSpan(1).IndexOfAnyExcept(VersionCharacters) < 0;
}
