namespace Evenkeel.TestBed;

/// <summary>How a test's PostgreSQL server is set up.</summary>
public sealed record PostgresOptions
{
    /// <summary>Off by default: a killed *process* loses nothing without it, and tests run faster.</summary>
    public bool Fsync { get; init; }

    /// <summary>More <c>name=value</c> settings of the server.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
