using System.Text.Json;
using System.Text.Json.Serialization;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Problems;

/// <summary>The body of a problem (RFC 9457) with the members that every problem of Evenkeel has.</summary>
internal sealed record ProblemAnswer
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    public required string Error { get; init; }

    public required string Path { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public bool? Applied { get; init; }

    public int? AppliedStatus { get; init; }

    /// <summary>The server's own contract for the action.</summary>
    public string? Contract { get; init; }

    /// <summary>The last revision of a draft, or the one up to which it was consumed.</summary>
    public long? Rev { get; init; }

    /// <summary>The draft that a save met.</summary>
    public RawJson? Current { get; init; }

    /// <summary>Sentences by field.</summary>
    public Dictionary<string, string[]>? Errors { get; init; }

    public static ProblemAnswer For(string code, HttpContext http, DateTimeOffset now, string? detail = null)
    {
        var problem = ProblemTable.Get(code);
        return new ProblemAnswer
        {
            Type = problem.Type,
            Title = problem.Title,
            Status = problem.Status,
            Detail = detail ?? problem.Title,
            Error = code,
            Path = http.Request.Path.ToUriComponent(),
            Timestamp = now,
        };
    }

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, ProblemJson.Default.ProblemAnswer);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class ProblemJson : JsonSerializerContext;
