namespace Evenkeel.Protocol.Operations;

/// <summary>Operations in one lane keep their order; lanes are independent.</summary>
public static class Lane
{
    /// <summary>The longest name of a lane, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>
    /// The lane of an action whose application says nothing else: the first literal segment of its path that is neither
    /// <c>api</c> nor a version such as <c>v1</c> or <c>v2.1</c>, in either case; without one, <c>/</c>.
    /// </summary>
    /// <param name="action">For example <c>POST /api/clients/{clientId}/contacts</c>, whose lane is <c>clients</c>.</param>
    public static string DefaultFor(string action)
    {
        var path = action[(action.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var end = path.AsSpan().IndexOfAny('?', '#');
        foreach (var segment in (end < 0 ? path : path[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!segment.Contains('{', StringComparison.Ordinal) && !segment.Equals("api", StringComparison.OrdinalIgnoreCase) && !IsVersion(segment))
            {
                return segment.Length <= MaxLength ? segment : segment[..MaxLength];
            }
        }

        return "/";
    }

    private static bool IsVersion(string segment) =>
        segment[0] is 'v' or 'V' && segment[1..].Split('.').All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
}
