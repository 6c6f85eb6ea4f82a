namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>The time between two looks at the feed, which somebody may cut short. Used by one loop.</summary>
internal sealed class FeedPause(IFeedWakeUp? wakeUp)
{
    // However many are awake and write: each of their hints would be a look of every other.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(5);
    private static readonly TimeProvider Real = TimeProvider.System;

    private Task? _woken;

    public async Task WaitAsync(TimeSpan pause, CancellationToken cancel)
    {
        if (wakeUp is null || pause <= Least)
        {
            await Task.Delay(pause, Real, cancel);
            return;
        }

        await Task.Delay(Least, Real, cancel);
        using var early = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var over = Task.Delay(pause - Least, Real, early.Token);
        _woken ??= wakeUp.WaitAsync(cancel);
        if (await Task.WhenAny(over, _woken) != over)
        {
            // One who fails to wait has no hint to give: the time counts as without it.
            if (_woken.IsFaulted)
            {
                await over;
            }

            _woken = null;
        }

        await early.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }
}
