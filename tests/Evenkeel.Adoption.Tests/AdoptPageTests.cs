using System.Text.RegularExpressions;
using Evenkeel.TestBed;

namespace Evenkeel.Adoption.Tests;

/// <summary>The diffs of docs/adopt.md are those of the two applications, and nothing is missing in them.</summary>
public sealed partial class AdoptPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "adopt.md"));

    [Theory]
    [InlineData("A minimal API", "Stockroom")]
    [InlineData("MVC without endpoint routing", "Helpdesk")]
    [Trait("Show", "2.3")]
    public void The_diff_of_an_application_is_its_own(string section, string application)
    {
        var folder = Path.Combine(Repository.Root, "samples", "Adoption", application);
        var source = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadLines).Select(line => line.Trim()).ToList();
        var diff = Diff().Match(Page, Page.IndexOf($"## {section}\n", StringComparison.Ordinal)).Groups["lines"].Value.Split('\n');
        var added = diff.Where(line => line.StartsWith('+')).Select(line => line[1..]).ToList();

        Assert.NotEmpty(added);
        Assert.All(added, line => Assert.Contains(line, source));
        Assert.All(diff.Where(line => line.StartsWith('-')), line => Assert.DoesNotContain(line[1..], source));
        Assert.All(diff.Where(line => line.StartsWith(' ') && line.Trim() is not ("" or "…") && !line.StartsWith(" //")), line => Assert.Contains(line.Trim(), source));
        Assert.Equal(added.Order(), source.Where(line => OfEvenkeel().IsMatch(line) && !line.StartsWith("using ", StringComparison.Ordinal)).Order());
    }

    [GeneratedRegex("```diff\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Diff();

    [GeneratedRegex("Evenkeel|AsCommand|KeelCommand")]
    private static partial Regex OfEvenkeel();
}
