namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>
/// Has instances read the feed as soon as another has committed a change, in place of at their next look. Only a hint: what is lost costs time, and what is said too often costs a look. Implemented by packages for one
/// database (<c>Evenkeel.PostgreSql</c>), and registered as a singleton. Called from any thread.
/// </summary>
public interface IFeedWakeUp
{
    /// <summary>This instance has committed a change. Returns at once and never throws: a writer waits for it.</summary>
    void Tell();

    /// <summary>Waits until another instance may have committed a change, or may have done so since the last call. One call is under way at a time.</summary>
    /// <param name="cancel">The host stops.</param>
    Task WaitAsync(CancellationToken cancel);
}
