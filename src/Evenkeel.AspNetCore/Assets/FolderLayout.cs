using Evenkeel.Protocol.Deployments;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>
/// The folder of a store: <c>content/ab/abcd…</c> (files by hash), <c>builds/NAME.json</c> (manifests; that a build has one means that it is there), <c>retired/NAME.json</c> and
/// <c>staging/…</c> (files that are being written).
/// </summary>
internal sealed class FolderLayout(string folder)
{
    private const string Extension = ".json";

    public string Root { get; } = Path.GetFullPath(folder);

    public string Contents => Path.Combine(Root, "content");

    public string Builds => Path.Combine(Root, "builds");

    public string Retired => Path.Combine(Root, "retired");

    public string Staging => Path.Combine(Root, "staging");

    public string Content(string hash) => ContentHash.IsValid(hash) ? Path.Combine(Contents, hash[..2], hash) : throw new ArgumentException("It is no SHA-256.", nameof(hash));

    public string Build(string build) => Path.Combine(Builds, Checked(build) + Extension);

    public string Tombstone(string build) => Path.Combine(Retired, Checked(build) + Extension);

    /// <summary>The files of a folder, or none where the folder is not there yet.</summary>
    public static IEnumerable<FileInfo> Files(string folder, string pattern = "*", bool deep = false)
    {
        var directory = new DirectoryInfo(folder);
        return directory.Exists ? directory.EnumerateFiles(pattern, deep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly) : [];
    }

    private static string Checked(string build) => BuildName.IsValid(build) ? build : throw new ArgumentException($"'{build}' is no name of a build.", nameof(build));
}
