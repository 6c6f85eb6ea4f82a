using System.Diagnostics;

namespace Evenkeel.TestBed;

/// <summary>The programs of the newest PostgreSQL on this machine, and how to run them: they refuse to run as root.</summary>
internal static class PostgresInstallation
{
    private const string Missing = "PostgreSQL is not installed. Install it: apt-get install -y postgresql";

    /// <summary>The system user to run as, or null for the present one.</summary>
    public static string? User => Environment.IsPrivilegedProcess ? "postgres" : null;

    /// <exception cref="InvalidOperationException">No PostgreSQL is installed.</exception>
    public static string Program(string name) => Path.Combine(Folder(), name);

    public static ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        // The working directory must be one that the other user may enter.
        var start = new ProcessStartInfo(program) { WorkingDirectory = "/" };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static string Folder()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        var folders = versions
            .Where(each => File.Exists(Path.Combine(each, "bin", "initdb")))
            .OrderByDescending(each => int.TryParse(Path.GetFileName(each), out var version) ? version : 0)
            .Select(each => Path.Combine(each, "bin"));
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(each => File.Exists(Path.Combine(each, "initdb")));
        return folders.Concat(onPath).FirstOrDefault() ?? throw new InvalidOperationException(Missing);
    }
}
