using Evenkeel.Architecture.Tests.Sources;

namespace Evenkeel.Architecture.Tests;

public sealed class FileSizeTests
{
    private static readonly IReadOnlyList<(string Path, int Lines)> Files = [.. SourceFiles.All
        .Where(IsProduct)
        .Select(path => (path, File.ReadLines(SourceFiles.FullPath(path)).Count()))
        .OrderByDescending(file => file.Item2)];

    [Fact]
    public void The_median_file_is_under_60_lines()
    {
        var median = Files.Count == 0 ? 0 : Files[Files.Count / 2].Lines;
        Assert.True(median < 60, $"The median of {Files.Count} files is {median} lines. Above 60:\n{Longer(60)}");
    }

    [Fact]
    public void Nine_files_in_ten_are_under_200_lines()
    {
        var over = Files.Count(file => file.Lines >= 200);
        Assert.True(over <= Files.Count / 10, $"{over} of {Files.Count} files have 200 lines or more:\n{Longer(200)}");
    }

    private static bool IsProduct(string path) => Path.GetExtension(path) switch
    {
        ".cs" => path.StartsWith("src/", StringComparison.Ordinal),
        ".ts" or ".tsx" => path.StartsWith("web/", StringComparison.Ordinal) && path.Contains("/src/", StringComparison.Ordinal)
            && !path.Contains(".test", StringComparison.Ordinal),
        _ => false,
    };

    private static string Longer(int lines) => string.Join('\n', Files.Where(file => file.Lines >= lines).Select(file => $"{file.Lines,6}  {file.Path}"));
}
