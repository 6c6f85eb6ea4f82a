using System.Globalization;
using System.Text.RegularExpressions;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>Reads the text format 0.0.4 and OpenMetrics 1.0, and takes nothing that they do not allow.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, string> _kinds = [];

    private Exposition()
    {
    }

    /// <summary>Values by name and labels, as they stand.</summary>
    public Dictionary<string, double> Samples { get; } = [];

    public IReadOnlyDictionary<string, string> Kinds => _kinds;

    public static Exposition Read(string text, bool open)
    {
        var read = new Exposition();
        Assert.EndsWith("\n", text);
        var lines = text[..^1].Split('\n');
        Assert.Equal(open, lines[^1] == "# EOF");
        HashSet<string> families = [];
        string? family = null;
        foreach (var line in open ? lines[..^1] : lines)
        {
            if (Comment().Match(line) is { Success: true } comment)
            {
                var (word, name) = (comment.Groups[1].Value, comment.Groups[2].Value);
                if (name != family)
                {
                    // All lines of a family stand together.
                    Assert.True(families.Add(name), line);
                    family = name;
                }

                if (word == "TYPE")
                {
                    Assert.Contains(comment.Groups[3].Value, new[] { "counter", "gauge", "histogram" });
                    read._kinds.Add(name, comment.Groups[3].Value);
                }

                Assert.True(word != "UNIT" || (open && name.EndsWith($"_{comment.Groups[3].Value}", StringComparison.Ordinal)), line);
                continue;
            }

            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"No sample: {line}");
            var full = sample.Groups[1].Value;
            var suffixes = read._kinds[family!] switch
            {
                "histogram" => new[] { "_bucket", "_sum", "_count" },
                "counter" when open => ["_total"],
                _ => [""],
            };
            Assert.Contains(suffixes, suffix => full == family + suffix);
            var value = sample.Groups[3].Value switch { "+Inf" => double.PositiveInfinity, var number => double.Parse(number, CultureInfo.InvariantCulture) };
            Assert.True(read.Samples.TryAdd(full + sample.Groups[2].Value, value), $"Twice: {line}");
        }

        read.CheckHistograms();
        return read;
    }

    private void CheckHistograms()
    {
        foreach (var (count, value) in Samples.Where(each => each.Key.Contains("_count", StringComparison.Ordinal)))
        {
            var (name, labels) = (count[..count.IndexOf("_count", StringComparison.Ordinal)], count.Contains('{', StringComparison.Ordinal) ? count[(count.IndexOf('{', StringComparison.Ordinal) + 1)..^1] : "");
            var buckets = Samples.Where(each => each.Key.StartsWith($"{name}_bucket{{{labels}{(labels.Length == 0 ? "" : ",")}le=", StringComparison.Ordinal)).Select(each => each.Value).ToArray();
            Assert.True(buckets.Length > 1);
            Assert.Equal(buckets.Order(), buckets);
            Assert.Equal(value, buckets[^1]);
        }
    }

    [GeneratedRegex(@"^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\n]|\\[\\n""])*)$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\\n]|\\[\\""n])*"")(?:,[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\\n]|\\[\\""n])*"")*\})? (\+Inf|-?[0-9.]+(?:E[+-]?[0-9]+)?)$")]
    private static partial Regex Sample();
}
