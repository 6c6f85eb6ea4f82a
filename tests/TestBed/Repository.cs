namespace Evenkeel.TestBed;

/// <summary>Where this checkout and its built programs are.</summary>
public static class Repository
{
    /// <summary>The folder that holds Evenkeel.slnx.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The built assembly of another project, in the configuration of the running one.</summary>
    /// <param name="project">The project's name, which is its folder under artifacts/bin: <c>TestServer</c>.</param>
    /// <param name="assembly">The file: <c>Evenkeel.TestServer.dll</c>.</param>
    public static string Built(string project, string assembly) => Find("bin", project, assembly);

    /// <summary>The same, compiled ahead of time, of a project that leaves such a copy.</summary>
    public static string Published(string project, string assembly) => Find("publish", project, assembly);

    private static string Find(string output, string project, string assembly)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var file = Path.Combine(Root, "artifacts", output, project, configuration, assembly);
        return File.Exists(file) ? file : throw new FileNotFoundException($"{file} is missing. Build Evenkeel.slnx first.", file);
    }

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Evenkeel.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {start} holds Evenkeel.slnx.");
    }
}
