using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Evenkeel.Packages.Tests.Contents;

/// <summary>What is in a package: paths with forward slashes, and bytes.</summary>
internal sealed record PackageFile(string Name, IReadOnlyDictionary<string, byte[]> Entries)
{
    public static PackageFile ReadZip(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        return new PackageFile(Path.GetFileName(file), zip.Entries.ToDictionary(entry => entry.FullName, entry => Bytes(entry.Open())));
    }

    /// <summary>A package of npm; its files are below <c>package/</c>, which is left out here.</summary>
    public static PackageFile ReadTar(string file)
    {
        var entries = new Dictionary<string, byte[]>();
        using var tar = new TarReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                entries[entry.Name["package/".Length..]] = Bytes(data);
            }
        }

        return new PackageFile(Path.GetFileName(file), entries);
    }

    public string Text(string path) => Encoding.UTF8.GetString(Entries[path]);

    private static byte[] Bytes(Stream stream)
    {
        using var from = stream;
        using var bytes = new MemoryStream();
        from.CopyTo(bytes);
        return bytes.ToArray();
    }
}
