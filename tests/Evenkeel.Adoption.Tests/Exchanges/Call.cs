namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>One request, to the byte.</summary>
public sealed record Call(string Method, string Path)
{
    public string? Body { get; init; }

    /// <summary>Sent with a body only.</summary>
    public string ContentType { get; init; } = "application/json";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static Call Get(string path) => new("GET", path);

    public static Call Post(string path, string? body = null) => new("POST", path) { Body = body };

    public static Call Put(string path, string body) => new("PUT", path) { Body = body };

    public static Call Delete(string path) => new("DELETE", path);

    public Call With(string header, string value) => this with { Headers = [.. Headers, (header, value)] };
}
