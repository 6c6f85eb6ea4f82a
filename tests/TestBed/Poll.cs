using System.Diagnostics;

namespace Evenkeel.TestBed;

/// <summary>Waits for a fact.</summary>
public static class Poll
{
    /// <summary>Asks until the answer is true.</summary>
    /// <exception cref="TimeoutException">It stayed false for <paramref name="limit"/>.</exception>
    public static async Task UntilAsync(Func<Task<bool>> fact, TimeSpan limit, Func<string> describe)
    {
        var clock = Stopwatch.StartNew();
        while (!await fact())
        {
            if (clock.Elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {describe()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, TimeSpan, Func{string})"/>
    public static Task UntilAsync(Func<bool> fact, TimeSpan limit, string description) =>
        UntilAsync(() => Task.FromResult(fact()), limit, () => description);
}
