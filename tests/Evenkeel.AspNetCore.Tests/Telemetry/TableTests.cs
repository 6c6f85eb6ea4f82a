using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Evenkeel.TestBed;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>The table in the documentation is the instruments that an application with every feature has.</summary>
public sealed partial class TableTests
{
    [Fact]
    public async Task The_table_names_each_instrument_with_its_kind_and_unit()
    {
        await using var app = await TelemetryApp.StartAsync();
        using var measured = new RecordedMeasurements(app);
        var there = measured.Instruments.Select(each => $"{each.Name} | {KindOf(each)} | {each.Unit}").Order(StringComparer.Ordinal).ToArray();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "telemetry.md"), TestContext.Current.CancellationToken);
        var told = Row().Matches(page).Select(row => $"{row.Groups[1].Value} | {row.Groups[2].Value} | {row.Groups[3].Value}").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(there, told);
        Assert.True(there.Length > 30, "The application has every feature.");
        Assert.All(measured.Instruments, each => Assert.False(string.IsNullOrEmpty(each.Description)));
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        "UpDownCounter" => "up-down counter",
        _ => "gauge",
    };

    [GeneratedRegex(@"^\| `(evenkeel\.[a-z_.]+)` \| ([a-z-]+(?: counter)?) \| `?([^|`]+?)`? \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
