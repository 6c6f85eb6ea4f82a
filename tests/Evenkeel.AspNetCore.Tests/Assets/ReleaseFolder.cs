using System.Security.Cryptography;
using System.Text;
using Evenkeel.AspNetCore.Assets;

namespace Evenkeel.AspNetCore.Tests.Assets;

/// <summary>A built front end: a page, hashed files, and the manifest that the Vite plugin writes.</summary>
internal sealed class ReleaseFolder
{
    public ReleaseFolder(string folder, string build, params (string Path, string Text)[] files)
    {
        (Folder, Build) = (folder, build);
        (string Path, string Text)[] all = [("index.html", $"<head><meta name=\"evenkeel-build\" content=\"{build}\"></head>"), ("favicon.svg", $"<svg>{build}</svg>"), .. files];
        foreach (var (path, text) in all)
        {
            Write(path, text);
        }

        var sums = all.Select(file => $"\"{file.Path}\":\"{Hash(file.Text)}\"");
        Write("evenkeel.json", $$"""{"evenkeel":1,"build":"{{build}}","files":{{{string.Join(',', sums)}}},"shell":["index.html","favicon.svg"]}""");
    }

    public string Folder { get; }

    public string Build { get; }

    public AssetManifest Manifest => AssetManifest.Read(File.ReadAllBytes(Path.Combine(Folder, "evenkeel.json")));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public Stream Open(string path) => File.OpenRead(Path.Combine(Folder, path));

    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
