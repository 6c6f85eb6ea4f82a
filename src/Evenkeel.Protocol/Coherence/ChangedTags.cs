using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenkeel.Protocol.Coherence;

/// <summary>What a page tells <c>POST /_evenkeel/events</c>: of which changes it wants to hear.</summary>
public sealed record WatchedReads
{
    /// <summary>Hashes that answers carried in <c>Evenkeel-Tags</c>.</summary>
    public required List<string> Reads { get; init; }
}

/// <summary>The data of an event <c>changes</c>.</summary>
public sealed record ChangedTags
{
    /// <summary>Those of the page's hashes whose things have changed, or <c>*</c> alone: any of them may have.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>An answer to a request that carries this as <c>Evenkeel-Seen</c> shows the change.</summary>
    public required string Seen { get; init; }
}

/// <summary>Serialisation of what the event stream says of changes, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WatchedReads))]
[JsonSerializable(typeof(ChangedTags))]
public sealed partial class ChangesJson : JsonSerializerContext;
