namespace Evenkeel.Benchmarks.Overload;

/// <summary>What became of the requests of a crowd, in the order in which they were wanted.</summary>
internal sealed record CrowdResult(double PerSecond, double Seconds, IReadOnlyList<Reply> Replies)
{
    private const double SettlingSeconds = 2;

    public int Served => Replies.Count(each => each.Status == 200);

    public int Refused => Replies.Count(each => each.Status == 503);

    public int Lost => Replies.Count - Served - Refused;

    /// <summary>Answers a second that somebody still waited for.</summary>
    public double Goodput => Served / Seconds;

    /// <summary>Of the served, in ms, from two seconds after the load has changed.</summary>
    public double Percentile99 =>
        Replies.Skip((int)(PerSecond * SettlingSeconds)).Where(each => each.Status == 200).Select(each => each.Took.TotalMilliseconds).ToList() is { Count: > 0 } settled
            ? Quantile.Of(settled, 0.99)
            : double.PositiveInfinity;

    /// <summary>After how many seconds nearly all were served from then on.</summary>
    public double ServedFrom(double part)
    {
        var perWindow = Math.Max((int)(PerSecond / 4), 1);
        var windows = Replies.Chunk(perWindow).ToList();
        var last = windows.FindLastIndex(window => window.Count(each => each.Status == 200) < part * window.Length);
        return (last + 1) / 4.0;
    }
}
