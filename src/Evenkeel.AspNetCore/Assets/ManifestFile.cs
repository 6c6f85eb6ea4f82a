using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>The form of <c>evenkeel.json</c>; members that a later version adds are ignored.</summary>
internal sealed record ManifestFile
{
    public required int Evenkeel { get; init; }

    public required string Build { get; init; }

    public required Dictionary<string, string> Files { get; init; }

    public required string[] Shell { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ManifestFile))]
internal sealed partial class ManifestJson : JsonSerializerContext;
