namespace Evenkeel.TestBed;

/// <summary>Temporary data folders, named after the process that owns them.</summary>
internal static class PostgresFolder
{
    // Not the temporary folder of this user: the server's own user must be able to create it and go there.
    private const string Parent = "/tmp";
    private const string Prefix = "evenkeel-pg-";

    public static string Name() => Path.Combine(Parent, $"{Prefix}{Environment.ProcessId}-{Path.GetRandomFileName()}");

    /// <summary>Deletes what test processes left that were killed.</summary>
    public static void DeleteAbandoned()
    {
        foreach (var folder in Directory.GetDirectories(Parent, Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!Directory.Exists($"/proc/{owner}"))
            {
                Delete(folder);
            }
        }
    }

    public static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process deletes it too, or another user owns it: it is only litter.
        }
    }
}
