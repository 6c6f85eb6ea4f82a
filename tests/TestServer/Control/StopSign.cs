namespace Evenkeel.TestServer.Control;

/// <summary>
/// The moment that <c>--stop-at MOMENT:COUNT</c> names: whoever comes to it as the COUNT-th says so on the console and goes no further, and the test kills the process. The
/// others go on. The moments: <c>received</c>, an operation before anything looks at it; <c>inserted</c>, its own rows are written; <c>committing</c>, a COMMIT is under way and
/// nobody hears of its end; <c>committed</c>, it has returned; <c>answering</c>, half of an answer is sent.
/// </summary>
internal sealed class StopSign
{
    private readonly string? _moment;
    private readonly int _count;
    private int _passed;

    public StopSign(string? setting)
    {
        if (setting?.Split(':') is [var moment, var count])
        {
            (_moment, _count) = (moment, int.Parse(count));
        }
    }

    public static Task ForEver => new TaskCompletionSource().Task;

    public bool IsFor(string moment) => moment == _moment;

    /// <summary>Counts one who comes to a moment.</summary>
    /// <returns>Whether it is the one to stop.</returns>
    public bool IsHere(string moment) => IsFor(moment) && Interlocked.Increment(ref _passed) == _count;

    public void Tell() => Console.WriteLine($"stopped at {_moment}");

    public Task PassAsync(string moment)
    {
        if (!IsHere(moment))
        {
            return Task.CompletedTask;
        }

        Tell();
        return ForEver;
    }
}
