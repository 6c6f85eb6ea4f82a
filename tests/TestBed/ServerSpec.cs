namespace Evenkeel.TestBed;

/// <summary>A web server that a test starts as a process of its own.</summary>
public sealed record ServerSpec
{
    /// <summary>The built assembly; <see cref="Repository.Built"/> finds it.</summary>
    public required string Dll { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to this process's environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The path that answers 2xx once the server can be used.</summary>
    public string ReadyPath { get; init; } = "/ready";

    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The loopback port; null takes a free one. A restart keeps it.</summary>
    public int? Port { get; init; }

    /// <summary>Default: the folder of <see cref="Dll"/>.</summary>
    public string? WorkingDirectory { get; init; }
}
