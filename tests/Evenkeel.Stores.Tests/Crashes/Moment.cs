namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>Where an operation stands when the server is killed: five kinds, the third on both sides of COMMIT's return.</summary>
internal enum Moment
{
    /// <summary>The server has it, and nothing has looked at it.</summary>
    Received,

    /// <summary>Its own rows are written, in a transaction that is open.</summary>
    Inserted,

    /// <summary>COMMIT is sent, and has not returned to the library: either outcome.</summary>
    Committing,

    /// <summary>COMMIT has returned, and no byte of an answer is sent.</summary>
    Committed,

    /// <summary>Half of an answer, or of a line of several, is sent.</summary>
    Answering,

    /// <summary>The client has the answer, and dies too before it has deleted the operation from its own storage: it will send it again.</summary>
    Answered,
}
