using System.Diagnostics;
using Evenkeel.TestBed;

namespace Evenkeel.Architecture.Tests.Sources;

/// <summary>The files of this repository, tracked or about to be; never what a build made.</summary>
internal static class SourceFiles
{
    private static readonly string[] Binary = [".png", ".ico", ".woff2", ".db", ".jpg"];

    /// <summary>Paths relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. List().Where(path => File.Exists(FullPath(path)))];

    public static IEnumerable<string> Text => All.Where(path => !Binary.Contains(Path.GetExtension(path)));

    public static string FullPath(string path) => Path.Combine(Repository.Root, path);

    private static string[] List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
