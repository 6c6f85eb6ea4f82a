namespace Evenkeel.Benchmarks;

internal static class Quantile
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The least of the values that so large a part of them does not exceed.</summary>
    public static double Of(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Max((int)Math.Ceiling(part * sorted.Count) - 1, 0)];
    }
}
