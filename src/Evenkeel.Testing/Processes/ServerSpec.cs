namespace Evenkeel.Testing.Processes;

/// <summary>A .NET web server that a test starts as a process of its own.</summary>
public sealed record ServerSpec
{
    /// <summary>The built assembly. It is started by <c>dotnet</c>, with <c>ASPNETCORE_URLS</c> naming a loopback port.</summary>
    public required string Dll { get; init; }

    /// <summary>Its command line. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to this process's environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The path that answers 2xx once the server can be used. Default: null, any HTTP answer will do.</summary>
    public string? ReadyPath { get; init; }

    /// <summary>How long a start may take. Default: 30 s.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The loopback port. Default: null, a free one. A restart keeps it.</summary>
    public int? Port { get; init; }

    /// <summary>Default: null, the folder of <see cref="Dll"/>.</summary>
    public string? WorkingDirectory { get; init; }
}
