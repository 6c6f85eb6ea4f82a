using System.Text;
using System.Text.Json;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;

namespace Evenkeel.Protocol.Flushing;

/// <summary>
/// Reads the lines of a flush. A line that cannot be used becomes a <see cref="FlushLine"/> with a problem, so that the rest of
/// the batch goes on. The body is not decoded: its raw bytes are handed through, since they are what the fingerprint is taken of.
/// </summary>
public static class FlushLineReader
{
    /// <summary>Reads one line, without its line feed.</summary>
    public static FlushLine Read(ReadOnlyMemory<byte> line, int number, FlushLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var members = new LineMembers();
        try
        {
            if (line.Length > limits.MaxLineBytes)
            {
                // The members before the body are usually within the first bytes; they tell whose answer this is.
                members.ReadWhatIsThere(line[..Math.Min(line.Length, 4096)], limits.MaxDepth);
                return Bad(members, number, ProblemCodes.OperationTooLarge, $"The line has {line.Length} bytes; the limit is {limits.MaxLineBytes}.");
            }

            members.Read(line, limits.MaxDepth);
        }
        catch (JsonException error)
        {
            members.ReadWhatIsThere(line, limits.MaxDepth);
            return Bad(members, number, ProblemCodes.OperationMalformed, $"The line is not one JSON object: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            return Bad(members, number, ProblemCodes.OperationMalformed, "The line holds text that is not UTF-8.");
        }

        return WhatIsWrong(members, limits) is { } detail
            ? Bad(members, number, ProblemCodes.OperationMalformed, detail)
            : Good(members, number, line);
    }

    private static FlushLine Good(LineMembers members, int number, ReadOnlyMemory<byte> line) => new()
    {
        Line = number,
        Id = members.Id,
        Void = members.Void,
        Method = members.Method ?? "",
        Path = members.Path ?? "",
        Lane = members.Lane,
        Contract = members.Contract,
        Draft = members.Draft,
        Trace = members.Trace,
        Body = members.Text is { } text ? Encoding.UTF8.GetBytes(text) : line[members.Body],
        ContentType = members.Text is not null ? members.Type : members.HasBody ? "application/json" : null,
    };

    private static FlushLine Bad(LineMembers members, int number, string problem, string detail) => new()
    {
        Line = number,
        Id = members.Id is { Length: <= 64 } ? members.Id : null,
        Void = members.Void is { Length: <= 64 } ? members.Void : null,
        Lane = members.Lane is { Length: <= Lane.MaxLength } ? members.Lane : null,
        Problem = problem,
        Detail = detail,
    };

    private static string? WhatIsWrong(LineMembers members, FlushLimits limits) => members switch
    {
        { Fault: { } fault } => fault,
        { Void: not null } => members.Id is null && members.Path is null ? null : "'void' stands alone.",
        { Id: null } => "'id' is missing.",
        { Id.Length: > 64 } => "'id' is longer than 64 characters.",
        { Method: null } => "'method' is missing.",
        { Path: null } => "'path' is missing.",
        { Text: not null, HasBody: true } => "'body' and 'text' exclude each other.",
        { Type: null, Text: not null } or { Type: not null, Text: null } => "'text' and 'type' go together.",
        _ when members.Path.Length > limits.MaxPathLength => $"'path' is longer than {limits.MaxPathLength} characters.",
        _ when !IsPath(members.Path) => "'path' must begin with one slash and have no fragment, backslash, control character or %00.",
        _ when members.Lane is { Length: > Lane.MaxLength } => $"'lane' is longer than {Lane.MaxLength} characters.",
        _ when members.Method.Length is 0 or > 16 || !members.Method.All(char.IsAsciiLetterUpper) => "'method' must be an HTTP method in capitals.",
        _ when members.Contract is { Length: > 64 } => "'contract' is longer than 64 characters.",
        _ when members.Type is { } type && (type.Length > 200 || type.Any(char.IsControl)) => "'type' is not a content type.",
        _ => null,
    };

    private static bool IsPath(string path) =>
        path.Length > 0 && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && !path.Any(c => c is '#' or '\\' || char.IsControl(c))
        && !path.Contains("%00", StringComparison.Ordinal);
}
