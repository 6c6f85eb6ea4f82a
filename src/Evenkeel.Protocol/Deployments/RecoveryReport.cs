namespace Evenkeel.Protocol.Deployments;

/// <summary>What a page did to agree with the server again.</summary>
public sealed record RecoveryReport
{
    /// <summary>One of <see cref="RecoveryKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The build of the page before.</summary>
    public string? From { get; init; }

    /// <summary>The build of the page after, or the one that it wanted.</summary>
    public string? To { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double Ms { get; init; }
}

/// <summary>The reports of one page.</summary>
public sealed record RecoveryReports
{
    /// <summary>At most 50.</summary>
    public required List<RecoveryReport> Recoveries { get; init; }
}

/// <summary>What <see cref="RecoveryReport.Kind"/> may be.</summary>
public static class RecoveryKinds
{
    /// <summary>The page was loaded again at a safe moment.</summary>
    public const string Reload = "reload";

    /// <summary>A part of the page could not be loaded any more.</summary>
    public const string Chunk = "chunk";

    /// <summary>An action was refused because its contract has changed.</summary>
    public const string Refused = "refused";

    /// <summary>Nothing was done: the budget of reloads was spent.</summary>
    public const string Budget = "budget";

    /// <summary>Nothing was done: the browser blocks storage, so that a loop could not be told.</summary>
    public const string Blocked = "blocked";

    /// <summary>A person or the application asked for it.</summary>
    public const string Manual = "manual";

    /// <summary>The service worker was replaced.</summary>
    public const string Worker = "worker";

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal) { Reload, Chunk, Refused, Budget, Blocked, Manual, Worker };
}
