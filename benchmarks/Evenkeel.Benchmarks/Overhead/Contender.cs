namespace Evenkeel.Benchmarks.Overhead;

/// <summary>An endpoint of the server that takes its turn in each round.</summary>
internal sealed record Contender
{
    private const string Key = "Idempotency-Key";

    // A header that nobody reads: every contender receives as many bytes, and the load generator makes an id for each.
    private const string Unread = "X-Request-Id";

    public static readonly Contender Plain = new() { Label = "(a) hand-written", Path = "/plain/rows", IdHeader = Unread };
    public static readonly Contender Idempotent = new() { Label = "(b) hand-written, idempotent", Path = "/idempotent/rows", IdHeader = Key };
    public static readonly Contender Keel = new() { Label = "MapCommand", Path = "/keel/rows", IdHeader = Key, IsKeel = true };
    public static readonly Contender KeelSingleSave = new() { Label = "MapCommand, SingleSave", Path = "/keel-single-save/rows", IdHeader = Key, IsKeel = true };
    public static readonly Contender PlainQuery = new() { Label = "MapGet", Path = "/plain/rows" };
    public static readonly Contender KeelQuery = new() { Label = "MapQuery", Path = "/keel/rows", IsKeel = true };

    public required string Label { get; init; }

    public required string Path { get; init; }

    /// <summary>Where a command's id goes; null for a query.</summary>
    public string? IdHeader { get; init; }

    /// <summary>Whether it is in the host that has Evenkeel.</summary>
    public bool IsKeel { get; init; }

    /// <summary>Whether a call with a known id has no second effect.</summary>
    public bool IsIdempotent => IdHeader == Key;

    /// <summary>What its rate is compared with.</summary>
    public Contender Baseline => IdHeader is null ? PlainQuery : Plain;

    public static IReadOnlyList<Contender> On(Engine engine) => engine == Engine.Sqlite
        ? [Plain, Idempotent, Keel, PlainQuery, KeelQuery]
        : [Plain, Idempotent, Keel, KeelSingleSave, PlainQuery, KeelQuery];
}
