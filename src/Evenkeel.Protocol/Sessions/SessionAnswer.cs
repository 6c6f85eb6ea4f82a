using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenkeel.Protocol.Sessions;

/// <summary>What <c>GET /_evenkeel/session</c> says.</summary>
public sealed record SessionAnswer
{
    /// <summary><c>valid</c>, or <c>anonymous</c>: the authoritative "nobody is signed in".</summary>
    public required string State { get; init; }

    /// <summary>The opaque name of tenant and user; anonymous callers have one too.</summary>
    public required string Scope { get; init; }

    /// <summary>The user's display name, or <see langword="null"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Server time in Unix milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>When the session ends if nobody is active until then, in Unix milliseconds of server time; <see langword="null"/>: it does not, or the server does not know.</summary>
    public long? Expires { get; init; }

    /// <summary>When the session ends whatever anybody does, in the same measure; <see langword="null"/>: never, or the server does not know.</summary>
    public long? Ends { get; init; }
}

/// <summary>Serialisation of the session's answer, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SessionAnswer))]
public sealed partial class SessionJson : JsonSerializerContext;
