namespace Evenkeel.AspNetCore.Telemetry.Exposition;

/// <summary>Who reads <c>/_evenkeel/metrics</c>, and how much is kept for it.</summary>
public sealed class MetricsOptions
{
    /// <summary>The authorization policy of those who may read. Others get 401 or 403.</summary>
    /// <value>Default <see langword="null"/>: there is no such endpoint (404), and nothing is collected.</value>
    public string? Policy { get; set; }

    /// <summary>How many combinations of labels are kept of one metric. What comes beyond is added up in one series with the label <c>otel_metric_overflow="true"</c>.</summary>
    /// <value>Default 1,000. Range 10 to 100,000.</value>
    public int MostSeries { get; set; } = 1000;

    /// <summary>How long one look at all metrics answers whoever asks.</summary>
    /// <value>Default 1 second. Range 100 milliseconds to 1 minute.</value>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromSeconds(1);
}
