using System.Text.RegularExpressions;
using Evenkeel.Architecture.Tests.Sources;

namespace Evenkeel.Architecture.Tests;

public sealed partial class NamespaceFolderTests
{
    [Fact]
    public void The_namespace_of_a_source_file_is_its_folder()
    {
        var strangers = SourceFiles.All
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => (Path: path, Declared: Declared(path), Folder: Path.GetDirectoryName(path)!["src/".Length..].Replace('/', '.')))
            .Where(file => file.Declared is not null && file.Declared != file.Folder)
            .Select(file => $"{file.Path} declares {file.Declared}, not {file.Folder}");
        Assert.Empty(strangers);
    }

    // A file without a namespace holds assembly attributes or global usings.
    private static string? Declared(string path)
    {
        var match = Declaration().Match(File.ReadAllText(SourceFiles.FullPath(path)));
        return match.Success ? match.Groups["name"].Value : null;
    }

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
