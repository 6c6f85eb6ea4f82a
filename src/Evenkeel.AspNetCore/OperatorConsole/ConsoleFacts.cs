using System.Text.Json;
using System.Text.Json.Serialization;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Stability.Health;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>All that one instance tells the page. Nothing of it is a user's, or was typed by one.</summary>
internal sealed record ConsoleFacts
{
    public required string Instance { get; init; }

    public required string Build { get; init; }

    /// <summary>This moment, in Unix milliseconds.</summary>
    public required long Now { get; init; }

    public required DeploymentFacts Deployments { get; init; }

    public required HealthAnswer Health { get; init; }

    public required IReadOnlyList<MetricFact> Metrics { get; init; }

    public required HistoryFacts History { get; init; }

    public required StoredFacts Stored { get; init; }

    public required IReadOnlyList<RecentProblem> Problems { get; init; }

    /// <summary>What can be done here: <c>activate</c>, <c>retire</c>, <c>revoke</c>, <c>retry</c>.</summary>
    public required IReadOnlyList<string> Actions { get; init; }
}

internal sealed record DeploymentFacts
{
    public string? Current { get; init; }

    public string? Page { get; init; }

    public long? Epoch { get; init; }

    /// <summary>Pages are served of more than one build.</summary>
    public required bool IsRolling { get; init; }

    public required IReadOnlyList<BuildFact> Builds { get; init; }

    public required IReadOnlyList<ListenerFact> Listeners { get; init; }
}

/// <param name="Name">The server's build.</param>
/// <param name="Epoch">Which deployment it was last.</param>
/// <param name="Page">The pages that it serves.</param>
/// <param name="Since">When it first appeared, in Unix milliseconds.</param>
/// <param name="Instances">How many processes run it.</param>
/// <param name="IsLive">Whether one of them is there.</param>
/// <param name="Files">What became of its files: <c>kept</c>, <c>retired</c>; null: not known.</param>
internal sealed record BuildFact(string Name, long Epoch, string? Page, long? Since, int Instances, bool IsLive, string? Files);

/// <param name="Page">The build of the pages; null: they told none.</param>
/// <param name="Count">How many browsers listen with one.</param>
/// <param name="Since">Since when the first of them does, in Unix milliseconds.</param>
internal sealed record ListenerFact(string? Page, int Count, long Since);

/// <param name="Name">The instrument.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">The value, or a histogram's sum.</param>
/// <param name="Count">How many values a histogram has.</param>
internal sealed record MetricFact(string Name, IReadOnlyDictionary<string, string> Labels, double Value, long? Count);

/// <param name="EveryMs">How far apart.</param>
/// <param name="Names">What the values are.</param>
/// <param name="Samples">The oldest first.</param>
internal sealed record HistoryFacts(long EveryMs, IReadOnlyList<string> Names, IReadOnlyList<ConsoleSample> Samples);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConsoleFacts))]
[JsonSerializable(typeof(ConsoleOrder))]
[JsonSerializable(typeof(ConsoleDone))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
