namespace Evenkeel.TestBed;

/// <summary>What a <see cref="FaultProxy"/> does to one exchange: a request and its answer.</summary>
public enum Fault
{
    /// <summary>Bytes pass in both directions.</summary>
    None,

    /// <summary>Half of the request's first bytes reach the server, then both connections are reset.</summary>
    CutRequest,

    /// <summary>The server has the whole request and begins its answer (so it has committed); none of it reaches the client.</summary>
    CutAnswer,

    /// <summary>Part of the answer reaches the client: it is cut within its first three bursts. A shorter answer passes.</summary>
    TruncateAnswer,

    /// <summary>The request never reaches the server, and the client never hears anything.</summary>
    SwallowRequest,
}
