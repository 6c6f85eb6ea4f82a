namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>How much a waiting request matters. Where all wait, a place goes to <see cref="Session"/> eight times, to <see cref="Flush"/> four times and to <see cref="Command"/> twice as often as to <see cref="Query"/>; none waits for ever.</summary>
public enum AdmissionPriority
{
    /// <summary>It reads: the page can ask again.</summary>
    Query,

    /// <summary>It changes something, and somebody looks on.</summary>
    Command,

    /// <summary>The outbox of a browser: operations that may have waited for hours.</summary>
    Flush,

    /// <summary>Whether somebody is signed in, and which build is current: what decides whether a page goes on at all.</summary>
    Session,
}
