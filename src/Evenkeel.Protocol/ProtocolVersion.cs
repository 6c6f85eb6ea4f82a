namespace Evenkeel.Protocol;

/// <summary>The version of the wire that this assembly speaks.</summary>
public static class ProtocolVersion
{
    /// <summary>
    /// Raised when the meaning or shape of anything on the wire changes; the history is the table at the top of
    /// protocol/PROTOCOL.md. Members and headers that a peer does not know are ignored, so that adding an optional one raises it too,
    /// and breaks nobody.
    /// </summary>
    public const int Current = 5;
}
