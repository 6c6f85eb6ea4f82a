using System.Text.Json.Serialization;

namespace Evenkeel.Protocol.Deployments;

/// <summary>The deployment that is live: the build with the highest epoch.</summary>
public sealed record CurrentDeployment
{
    /// <summary>The build of the server.</summary>
    public required string Build { get; init; }

    /// <summary>Counts deployments; it only rises. A build that is rolled back to has a new one.</summary>
    public required long Epoch { get; init; }

    /// <summary>The build of the pages that go with it; null where the server does not serve them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Page { get; init; }
}
