using System.Text.Json;
using Evenkeel.Protocol;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>An HTTP answer, read to its end.</summary>
public sealed record Answer
{
    public required int Status { get; init; }

    public required string Text { get; init; }

    /// <summary>All headers, those of the content too; several values are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public string? ContentType => Headers.GetValueOrDefault("Content-Type");

    public bool Replayed => Headers.GetValueOrDefault(KeelHeaders.Replayed) == "true";

    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The code of the problem that this answer is, or null.</summary>
    public string? Error => ContentType == "application/problem+json" ? Json.GetProperty("error").GetString() : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new()
    {
        Status = (int)response.StatusCode,
        Text = await response.Content.ReadAsStringAsync(),
        Headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
    };
}
