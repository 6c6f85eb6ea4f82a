namespace Evenkeel.Testing.Faults;

/// <summary>What a <see cref="FaultProxy"/> does to one exchange: a request and its answer.</summary>
public enum Fault
{
    /// <summary>Bytes pass in both directions.</summary>
    None,

    /// <summary>Half of the request's first bytes reach the server, then both connections are reset: nothing ran.</summary>
    CutRequest,

    /// <summary>The server has done its work and begins its answer; none of it reaches the client. The fault that makes clients save twice.</summary>
    CutAnswer,

    /// <summary>The beginning of the answer reaches the client, never its end: it is cut within its first three bursts.</summary>
    TruncateAnswer,

    /// <summary>The whole answer reaches the client, then the connection is closed, which the client had meant to use again.</summary>
    CloseAfterAnswer,

    /// <summary>The request never reaches the server, and the client never hears anything.</summary>
    SwallowRequest,

    /// <summary>The server does its work and answers; the client never hears anything, and the connection stays open.</summary>
    SwallowAnswer,

    /// <summary>The answer comes late. Only by <see cref="FaultProxy.DelayNext"/>.</summary>
    Delay,
}
