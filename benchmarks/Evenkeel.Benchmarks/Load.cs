using System.Globalization;

namespace Evenkeel.Benchmarks;

/// <summary>What the load generator saw.</summary>
internal sealed record Load
{
    private const string Prefix = "measured ";

    public required long Requests { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Of all answers, heads included.</summary>
    public required long Bytes { get; init; }

    public required TimeSpan Median { get; init; }

    public required TimeSpan Percentile99 { get; init; }

    /// <summary>Answers of 4xx or 5xx.</summary>
    public required long Refused { get; init; }

    /// <summary>Connections, reads and writes that failed, and answers that did not come in time.</summary>
    public required long Broken { get; init; }

    /// <summary>All figures of the script's line.</summary>
    public required IReadOnlyDictionary<string, long> Values { get; init; }

    /// <summary>The 99th percentile in medians.</summary>
    public double Tail => Percentile99 / Median;

    /// <summary>Reads the line that every script ends with.</summary>
    public static Load? Parse(string output)
    {
        var line = output.Split('\n').FirstOrDefault(each => each.StartsWith(Prefix, StringComparison.Ordinal));
        if (line is null)
        {
            return null;
        }

        var values = line[Prefix.Length..].Split(' ').Select(each => each.Split('=')).ToDictionary(each => each[0], each => long.Parse(each[1], CultureInfo.InvariantCulture));
        return new Load
        {
            Requests = values["requests"],
            Duration = TimeSpan.FromMicroseconds(values["micros"]),
            Bytes = values["bytes"],
            Median = TimeSpan.FromMicroseconds(values["p50"]),
            Percentile99 = TimeSpan.FromMicroseconds(values["p99"]),
            Refused = values["refused"],
            Broken = values["broken"],
            Values = values,
        };
    }
}
