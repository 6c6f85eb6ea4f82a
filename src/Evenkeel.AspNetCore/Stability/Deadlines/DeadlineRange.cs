namespace Evenkeel.AspNetCore.Stability.Deadlines;

internal static class DeadlineRange
{
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public static bool Has(TimeSpan limit) => limit >= Least && limit <= Most;
}
