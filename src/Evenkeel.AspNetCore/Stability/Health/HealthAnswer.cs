using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>The body of a probe's answer. All but the status is for those who may see details.</summary>
internal sealed record HealthAnswer
{
    public required string Status { get; init; }

    public string? Build { get; init; }

    public string? Instance { get; init; }

    public bool? ShuttingDown { get; init; }

    public IReadOnlyList<HealthCheckAnswer>? Checks { get; init; }
}

/// <summary>One part.</summary>
internal sealed record HealthCheckAnswer
{
    public required string Name { get; init; }

    /// <summary><c>good</c>, <c>degraded</c>, <c>pending</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public required string? Detail { get; init; }

    public required long Ms { get; init; }

    public static HealthCheckAnswer Of(HealthResult result) => new()
    {
        Name = result.Name,
        Status = result.Finding.State switch
        {
            HealthState.Good => "good",
            HealthState.Degraded => "degraded",
            HealthState.Pending => "pending",
            _ => "failed",
        },
        Detail = result.Finding.Detail,
        Ms = (long)result.Took.TotalMilliseconds,
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
