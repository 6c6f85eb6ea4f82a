using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenkeel.AspNetCore.Sessions.Devices;

/// <summary>What <c>GET /_evenkeel/sessions</c> says. All times are Unix milliseconds.</summary>
internal sealed record SessionList
{
    public required IReadOnlyList<ListedSession> Sessions { get; init; }
}

internal sealed record ListedSession
{
    public required string Id { get; init; }

    public required string Device { get; init; }

    public required long Created { get; init; }

    public required long Seen { get; init; }

    public required long? Expires { get; init; }

    public required bool Current { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SessionList))]
internal sealed partial class DeviceJson : JsonSerializerContext;
