using System.Globalization;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>What staying in step may cost.</summary>
internal static class SkewBars
{
    private const double ActivationMs = 1_000;
    private const double HeaderRatio = 0.98;
    private const double StreamsMiB = 64;
    private const double TabRequests = 1;

    public static BenchmarkResult Judge(SkewFigures figures)
    {
        List<string> misses = [];
        Require(figures.ActivationP99Ms < ActivationMs, $"streams hear of an activation within {Text(figures.ActivationP99Ms, "0")} ms; the bar is less than {ActivationMs} ms");
        Require(figures.HeaderRatio >= HeaderRatio, $"with version headers the rate is {Text(figures.HeaderRatio, "0.000")} of that without; the bar is {Text(HeaderRatio, "0.000")}");
        Require(figures.StreamsMiB <= StreamsMiB, $"idle streams take {Text(figures.StreamsMiB, "0.0")} MiB; the bar is {StreamsMiB} MiB");
        Require(figures.TabRequests <= TabRequests, $"an idle tab makes {Text(figures.TabRequests, "0.0")} requests in 30 s; the bar is {TabRequests}");
        return new BenchmarkResult
        {
            Values =
            [
                ("activationP99Ms", Text(figures.ActivationP99Ms, "0")),
                ("headerRatio", Text(figures.HeaderRatio, "0.000")),
                ("idleStreamsMiB", Text(figures.StreamsMiB, "0.0")),
                ("idleTabRequests", Text(figures.TabRequests, "0.0")),
            ],
            Misses = misses,
        };

        void Require(bool met, string otherwise)
        {
            if (!met)
            {
                misses.Add(otherwise);
            }
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
