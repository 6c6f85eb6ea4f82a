using System.Collections.Frozen;
using Evenkeel.Protocol.Deployments;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>What this process knows of all deployments at one moment. Immutable.</summary>
internal sealed record DeploymentSnapshot
{
    public required CurrentDeployment? Current { get; init; }

    /// <summary>The value of the header that says so.</summary>
    public required string Header { get; init; }

    /// <summary>Builds of which an instance is there.</summary>
    public required FrozenSet<string> LiveBuilds { get; init; }

    /// <summary>Pages reach an instance that serves others than the current ones: who loads a page now may get either.</summary>
    public required bool IsRolling { get; init; }

    /// <summary>Builds that were live at any time.</summary>
    public required FrozenSet<string> KnownBuilds { get; init; }
}
