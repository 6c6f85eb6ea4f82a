namespace Evenkeel.Protocol;

/// <summary>Names of the HTTP headers that a client and a server of Evenkeel exchange (protocol/PROTOCOL.md, <i>Headers</i>).</summary>
public static class KeelHeaders
{
    /// <summary>The operation id of a command. A request without it is an ordinary call.</summary>
    public const string OperationId = "Idempotency-Key";

    /// <summary>The protocol version; present on every request of a runtime and on the answer to it.</summary>
    public const string Protocol = "Evenkeel-Protocol";

    /// <summary>The opaque name of (tenant, user) that an operation was made under, or that the server saw.</summary>
    public const string Scope = "Evenkeel-Scope";

    /// <summary><c>true</c> on the stored answer of an operation that took effect before.</summary>
    public const string Replayed = "Evenkeel-Replayed";

    /// <summary><c>omitted</c> on a replay whose body was not kept: it is sensitive, or over the limit.</summary>
    public const string Answer = "Evenkeel-Answer";

    /// <summary>Server time in Unix milliseconds, by which clients stamp operation ids.</summary>
    public const string Time = "Evenkeel-Time";

    /// <summary><c>none</c> on the answer of a query that no runtime may keep on the device.</summary>
    public const string Keep = "Evenkeel-Keep";

    /// <summary>On a request the build of the page; on an answer the build of the server and the current deployment.</summary>
    public const string Deployment = "Evenkeel-Deployment";

    /// <summary>The id of the contract that a call was written against.</summary>
    public const string Contract = "Evenkeel-Contract";

    /// <summary>How far the data was seen: on a request what the client has seen, which the answer is never behind; on an answer what it has seen by it. Opaque but for its first two parts.</summary>
    public const string Seen = "Evenkeel-Seen";

    /// <summary>Hashes of what the answer of a cached query depends on, or <c>*</c>.</summary>
    public const string Tags = "Evenkeel-Tags";

    /// <summary>Hashes of what a command has changed, or <c>*</c>.</summary>
    public const string Changed = "Evenkeel-Changed";

    /// <summary>The draft that a command consumes when it takes effect, and up to which revision: <c>key;rev</c>, or <c>key;rev;by</c>: that revision only if <c>by</c> has saved it.</summary>
    public const string Draft = "Evenkeel-Draft";
}
