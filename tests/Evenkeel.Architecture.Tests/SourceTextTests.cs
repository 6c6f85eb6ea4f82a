using System.Text.RegularExpressions;
using Evenkeel.Architecture.Tests.Sources;

namespace Evenkeel.Architecture.Tests;

public sealed partial class SourceTextTests
{
    [Fact]
    public void No_source_names_a_path_of_one_machine()
    {
        var places = SourceFiles.Text.SelectMany(path => File.ReadLines(SourceFiles.FullPath(path))
            .Select((line, index) => (Line: line, Place: $"{path}:{index + 1}"))
            .Where(each => MachinePath().IsMatch(each.Line))
            .Select(each => $"{each.Place}  {each.Line.Trim()}"));
        Assert.Empty(places);
    }

    [Theory]
    [InlineData("cd /wo|rk/main", true)]
    [InlineData("\"/ro|ot/.nuget\"", true)]
    [InlineData("artifacts/wo|rk/main", false)]
    [InlineData("https://example.org/wo|rk/", false)]
    public void A_path_of_one_machine_is_recognised(string line, bool expected) =>
        Assert.Equal(expected, MachinePath().IsMatch(line.Replace("|", "", StringComparison.Ordinal)));

    [Fact]
    public void No_file_or_folder_is_a_drawer_for_anything()
    {
        var drawers = SourceFiles.All.Where(path => path.Split('/').Any(part => Drawer().IsMatch(part)));
        Assert.Empty(drawers);
    }

    [Fact]
    public void No_test_waits_for_a_promise_that_nobody_awaits()
    {
        var places = SourceFiles.Text.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && !path.EndsWith("/SourceTextTests.cs", StringComparison.Ordinal))
            .Where(path => UnawaitedPromise().IsMatch(File.ReadAllText(SourceFiles.FullPath(path))));
        Assert.Empty(places);
        Assert.Matches(UnawaitedPromise(), "WaitForFunctionAsync(\n    \"\"\"\n    async build => true");
    }

    [Fact]
    public void Each_log_event_has_a_number_of_its_own()
    {
        var numbers = SourceFiles.Text.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => EventNumber().Matches(File.ReadAllText(SourceFiles.FullPath(path))).Select(match => match.Groups[1].Value))
            .ToList();
        Assert.NotEmpty(numbers);
        Assert.Empty(numbers.CountBy(number => number).Where(each => each.Value > 1).Select(each => each.Key));
    }

    [GeneratedRegex(@"EventId = (\d+)")]
    private static partial Regex EventNumber();

    // Playwright for .NET takes the promise for the answer: such a wait is over at once. UntilHoldsAsync waits.
    [GeneratedRegex(@"WaitForFunctionAsync\(\s*\$*""+\s*async\b")]
    private static partial Regex UnawaitedPromise();

    [GeneratedRegex(@"(?<![\w.])/(work|root)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^(\w*Helpers?|\w*Utils?|\w*Utilities|Common)(\.|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Drawer();
}
