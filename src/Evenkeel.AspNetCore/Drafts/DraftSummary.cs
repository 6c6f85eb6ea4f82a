using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>A draft in the list: all but what was typed.</summary>
internal sealed record DraftSummary
{
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("rev")]
    public required long Revision { get; init; }

    [JsonPropertyName("at")]
    public required long At { get; init; }

    [JsonIgnore]
    public string StoredForm { get; init; } = "null";

    [JsonPropertyName("form")]
    public string? Form => JsonSerializer.Deserialize(StoredForm, DraftJson.Default.String);

    [JsonPropertyName("bytes")]
    public required int Bytes { get; init; }
}
