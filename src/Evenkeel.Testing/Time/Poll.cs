using System.Diagnostics;

namespace Evenkeel.Testing.Time;

/// <summary>Waits for a fact in place of a duration.</summary>
public static class Poll
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks, every 20 ms of real time, until the answer is true.</summary>
    /// <param name="fact">What has to become true.</param>
    /// <param name="limit">When to give up.</param>
    /// <param name="describe">Says what is missing, for the exception. Called only then.</param>
    /// <exception cref="TimeoutException">It stayed false for <paramref name="limit"/>.</exception>
    public static Task UntilAsync(Func<Task<bool>> fact, TimeSpan limit, Func<string> describe)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(describe);
        return UntilAsync(fact, limit, describe, Between);
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, TimeSpan, Func{string})"/>
    /// <param name="fact">What has to become true.</param>
    /// <param name="limit">When to give up.</param>
    /// <param name="description">What is missing, for the exception.</param>
    public static Task UntilAsync(Func<bool> fact, TimeSpan limit, string description) =>
        UntilAsync(() => Task.FromResult(fact()), limit, () => description);

    internal static async Task UntilAsync(Func<Task<bool>> fact, TimeSpan limit, Func<string> describe, TimeSpan between)
    {
        var clock = Stopwatch.StartNew();
        while (!await fact())
        {
            if (clock.Elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {describe()}");
            }

            await Task.Delay(between, TimeProvider.System);
        }
    }
}
