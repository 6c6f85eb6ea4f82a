using System.Text.RegularExpressions;

namespace Evenkeel.Packages.Tests.Contents;

/// <summary>The Markdown pages in a package.</summary>
internal static partial class Pages
{
    /// <summary>Asserts that each link of each page leads to a file in the package, and that the README has some.</summary>
    public static void AssertLinksHold(PackageFile package)
    {
        var links = package.Entries.Keys.Where(path => path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(page => Link().Matches(package.Text(page)).Select(link => (Page: page, Target: link.Groups["target"].Value)))
            .Where(link => !link.Target.StartsWith("https://", StringComparison.Ordinal))
            .ToList();
        Assert.Contains(links, link => link.Page == "README.md");
        Assert.All(links, link => Assert.True(package.Entries.ContainsKey(Resolve(link.Page, link.Target)), $"{link}"));
    }

    private static string Resolve(string page, string target) =>
        Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(page)!, target)));

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
