using System.Collections.Frozen;
using System.Text.Json;
using Evenkeel.Protocol.Deployments;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>
/// The files of one build, as the Vite plugin writes them to <c>evenkeel.json</c>:
/// <c>{"evenkeel":1,"build":"…","files":{"assets/index-abc.js":"&lt;SHA-256, hexadecimal&gt;",…},"shell":["index.html",…]}</c>. Immutable, and safe from any thread.
/// </summary>
public sealed class AssetManifest
{
    private readonly FrozenSet<string> _shell;

    private AssetManifest(string build, IReadOnlyDictionary<string, string> files, FrozenSet<string> shell) => (Build, Files, _shell) = (build, files, shell);

    /// <summary>The name of the build: 1 to 64 characters of <c>A–Z a–z 0–9 . _ + -</c>, the first a letter or digit.</summary>
    public string Build { get; }

    /// <summary>All files: the SHA-256 of the content, as 64 lower-case hexadecimal digits, by path in the web root.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The files whose names stay the same from build to build, such as <c>index.html</c>. They are checked at each use, and never served for another build.</summary>
    public IReadOnlyCollection<string> Shell => _shell;

    /// <summary>The files whose names carry a hash of their content: these are kept after their build.</summary>
    public IEnumerable<KeyValuePair<string, string>> Hashed => Files.Where(file => !_shell.Contains(file.Key));

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="FormatException">It is not one; the message says what is wrong.</exception>
    public static AssetManifest Read(ReadOnlySpan<byte> utf8)
    {
        ManifestFile file;
        try
        {
            file = JsonSerializer.Deserialize(utf8, ManifestJson.Default.ManifestFile) ?? throw new FormatException("The manifest is null.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"The manifest is no JSON of the expected form: {error.Message}", error);
        }

        var wrong = file switch
        {
            { Evenkeel: not 1 } => $"The manifest is of version {file.Evenkeel}; this server reads version 1.",
            _ when !BuildName.IsValid(file.Build) => $"'{file.Build}' is no name of a build: 1 to 64 characters of A–Z a–z 0–9 . _ + -, the first a letter or digit.",
            _ when file.Files.FirstOrDefault(each => !AssetPath.IsPlain(each.Key)) is { Key: { } path } => $"'{path}' is no path of a file.",
            _ when file.Files.FirstOrDefault(each => !ContentHash.IsValid(each.Value)) is { Key: { } path } => $"The hash of '{path}' is not 64 lower-case hexadecimal digits.",
            _ when file.Shell.FirstOrDefault(each => each is null || !file.Files.ContainsKey(each)) is { } path => $"'{path}' is in the shell and not among the files.",
            _ => null,
        };
        return wrong is null ? new(file.Build, file.Files.ToFrozenDictionary(StringComparer.Ordinal), file.Shell.ToFrozenSet(StringComparer.Ordinal)) : throw new FormatException(wrong);
    }

    /// <summary>The manifest as a file, which <see cref="Read"/> reads; the same for the same content.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(
        new ManifestFile
        {
            Evenkeel = 1,
            Build = Build,
            Files = new(Files.OrderBy(file => file.Key, StringComparer.Ordinal), StringComparer.Ordinal),
            Shell = [.. _shell.Order(StringComparer.Ordinal)],
        },
        ManifestJson.Default.ManifestFile);
}
