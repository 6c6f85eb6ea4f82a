using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenkeel.Protocol.Deployments;

/// <summary>What <c>/_evenkeel/version</c> says of the server, and of the page that asks.</summary>
public sealed record VersionAnswer
{
    /// <summary>The build that answers.</summary>
    public required string Build { get; init; }

    /// <summary>What is current; null until the instance has found out.</summary>
    public required CurrentDeployment? Current { get; init; }

    /// <summary>The asking page: <c>current</c>, <c>stale</c>, or <c>unknown</c> where it has no build or the server knows of no pages.</summary>
    public required string Page { get; init; }

    /// <summary>The files of the asking page: <c>available</c>, <c>retired</c> or <c>unknown</c>.</summary>
    public required string Assets { get; init; }

    /// <summary>Whether instances with other pages than the current ones are still there: a page that is loaded now may be either.</summary>
    public required bool Rolling { get; init; }

    /// <summary>Whether all contracts that were asked about hold; null when none were.</summary>
    public required bool? Compatible { get; init; }

    /// <summary>The actions whose contracts do not hold.</summary>
    public required IReadOnlyList<string> Changed { get; init; }
}

/// <summary>The contracts that a page asks about, by action.</summary>
public sealed record ContractsToJudge
{
    /// <summary>Contract ids by action.</summary>
    public required Dictionary<string, string> Contracts { get; init; }
}

/// <summary>Serialisation of what deployments say on the wire, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(ContractsToJudge))]
[JsonSerializable(typeof(CurrentDeployment))]
[JsonSerializable(typeof(RecoveryReports))]
public sealed partial class DeploymentJson : JsonSerializerContext;
