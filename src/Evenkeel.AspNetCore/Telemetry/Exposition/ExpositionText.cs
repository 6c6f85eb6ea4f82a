using System.Globalization;
using System.Text;

namespace Evenkeel.AspNetCore.Telemetry.Exposition;

/// <summary>Writes metrics as Prometheus reads them: its text format 0.0.4, or OpenMetrics 1.0.</summary>
internal static class ExpositionText
{
    public static byte[] Of(IEnumerable<Metric> metrics, bool openMetrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            Add(text, metric, openMetrics);
        }

        return Encoding.UTF8.GetBytes(text.Append(openMetrics ? "# EOF\n" : "").ToString());
    }

    private static void Add(StringBuilder text, Metric metric, bool openMetrics)
    {
        var unit = metric.Unit switch
        {
            "s" => "seconds",
            "By" => "bytes",
            _ => null,
        };
        var family = metric.Name.Replace('.', '_') + (unit is null ? "" : $"_{unit}");
        var sample = metric.Kind == MetricKind.Counter ? $"{family}_total" : family;
        // OpenMetrics names a counter without its suffix.
        var named = openMetrics ? family : sample;
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {named} {KindOf(metric.Kind)}\n");
        if (openMetrics && unit is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"# UNIT {named} {unit}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"# HELP {named} {Escaped(metric.Help, openMetrics)}\n");
        foreach (var (labels, series) in metric.Series)
        {
            AddSeries(text, metric, sample, labels, series);
        }
    }

    private static void AddSeries(StringBuilder text, Metric metric, string sample, string labels, Series series)
    {
        var (value, count, buckets) = series.Read();
        if (metric.Kind != MetricKind.Histogram)
        {
            AddSample(text, sample, labels, value);
            return;
        }

        var separator = labels.Length == 0 ? "" : ",";
        long below = 0;
        for (var at = 0; at < buckets.Length; at++)
        {
            below += buckets[at];
            var bound = at < metric.Bounds.Length ? Number(metric.Bounds[at], isBound: true) : "+Inf";
            AddSample(text, $"{sample}_bucket", $"{labels}{separator}le=\"{bound}\"", below);
        }

        AddSample(text, $"{sample}_sum", labels, value);
        AddSample(text, $"{sample}_count", labels, count);
    }

    private static void AddSample(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(Number(value, isBound: false)).Append('\n');

    // OpenMetrics wants bounds in one canonical form: 1.0, never 1.
    private static string Number(double value, bool isBound) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ when isBound && value == Math.Floor(value) => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string KindOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Escaped(string help, bool openMetrics)
    {
        var text = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return openMetrics ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }
}
