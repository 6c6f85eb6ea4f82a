namespace Evenkeel.Benchmarks.Overhead;

/// <summary>An endpoint of the server that takes its turn in each round.</summary>
internal sealed record Contender
{
    private const string Key = "Idempotency-Key";

    // A header that nobody reads, as long as the other: the load generator makes an id for every contender, and each receives as many bytes.
    private const string Unread = "X-Ignored-Value";

    public static readonly Contender Plain = new() { Name = "plain", Label = "(a) hand-written", Path = "/plain/rows", IdHeader = Unread };
    public static readonly Contender Idempotent = new() { Name = "idempotent", Label = "(b) hand-written, idempotent", Path = "/idempotent/rows", IdHeader = Key };
    public static readonly Contender Keel = new() { Name = "keel", Label = "MapCommand", Path = "/keel/rows", IdHeader = Key, IsKeel = true };

    public static readonly Contender KeelSingleSave = new()
    {
        Name = "single-save",
        Label = "MapCommand, SingleSave",
        Path = "/keel-single-save/rows",
        IdHeader = Key,
        IsKeel = true,
        OnlyOn = Engine.Postgres,
    };

    public static readonly Contender PlainQuery = new() { Name = "get", Label = "MapGet", Path = "/plain/rows" };
    public static readonly Contender KeelQuery = new() { Name = "query", Label = "MapQuery", Path = "/keel/rows", IsKeel = true };

    /// <summary>What <c>--only</c> calls it.</summary>
    public required string Name { get; init; }

    public required string Label { get; init; }

    public required string Path { get; init; }

    /// <summary>Where a command's id goes; null for a query.</summary>
    public string? IdHeader { get; init; }

    /// <summary>What loads it, if it is a command.</summary>
    public IReadOnlyList<string> Script => ["Overhead/overhead.lua", IdHeader ?? throw new InvalidOperationException($"{Label} is measured in turns.")];

    /// <summary>Whether it is in the host that has Evenkeel.</summary>
    public bool IsKeel { get; init; }

    /// <summary>Whether a call with a known id has no second effect.</summary>
    public bool IsIdempotent => IdHeader == Key;

    /// <summary>The one database that it is measured on, or null for all. On SQLite round trips cost nothing, so there is nothing to save.</summary>
    public Engine? OnlyOn { get; init; }

    /// <summary>What its rate is compared with.</summary>
    public Contender Baseline => IdHeader is null ? PlainQuery : Plain;

    /// <summary>In the order of their turns.</summary>
    public static IReadOnlyList<Contender> All { get; } = [Plain, Idempotent, Keel, KeelSingleSave, PlainQuery, KeelQuery];
}
