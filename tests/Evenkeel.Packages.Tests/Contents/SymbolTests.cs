using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Evenkeel.Packages.Tests.Making;
using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Contents;

public sealed class SymbolTests(Workshop workshop)
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Theory]
    [MemberData(nameof(LibraryPackage.All), MemberType = typeof(LibraryPackage))]
    public void The_symbols_belong_to_the_assembly_and_hold_every_source(LibraryPackage library)
    {
        using var assembly = new PEReader(new MemoryStream(library.Read(workshop).Entries[$"lib/net10.0/{library.Id}.dll"]));
        using var symbols = Symbols(library);
        var reader = symbols.GetMetadataReader();

        var directory = assembly.ReadDebugDirectory();
        var named = assembly.ReadCodeViewDebugDirectoryData(directory.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
        Assert.Equal(named.Guid, new BlobContentId(reader.DebugMetadataHeader!.Id).Guid);
        Assert.Contains(directory, entry => entry.Type == DebugDirectoryEntryType.Reproducible);

        var withSource = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(each => reader.GetGuid(each.Kind) == EmbeddedSource)
            .Select(each => (DocumentHandle)each.Parent)
            .ToHashSet();
        Assert.NotEmpty(reader.Documents);
        Assert.Empty(reader.Documents.Where(each => !withSource.Contains(each)).Select(each => reader.GetString(reader.GetDocument(each).Name)));
    }

    [Theory]
    [MemberData(nameof(LibraryPackage.All), MemberType = typeof(LibraryPackage))]
    public void Nothing_in_the_packages_names_the_folder_where_they_were_built(LibraryPackage library)
    {
        var package = library.Read(workshop);
        using var assembly = new PEReader(new MemoryStream(package.Entries[$"lib/net10.0/{library.Id}.dll"]));
        var symbolFile = assembly.ReadCodeViewDebugDirectoryData(assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Path;
        Assert.StartsWith("/_/", symbolFile, StringComparison.Ordinal);

        // Names of documents are stored in parts, so that a search of the bytes does not find them.
        using var symbols = Symbols(library);
        var reader = symbols.GetMetadataReader();
        Assert.All(reader.Documents, each => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(each).Name), StringComparison.Ordinal));

        foreach (var (path, bytes) in package.Entries.Concat(library.ReadSymbols(workshop).Entries))
        {
            Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)) >= 0, path);
            Assert.False(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Repository.Root)) >= 0, path);
        }
    }

    private MetadataReaderProvider Symbols(LibraryPackage library) =>
        MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(library.ReadSymbols(workshop).Entries[$"lib/net10.0/{library.Id}.pdb"]));
}
