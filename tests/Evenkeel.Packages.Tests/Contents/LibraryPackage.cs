using System.Xml.Linq;
using Evenkeel.Packages.Tests.Making;
using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Contents;

/// <summary>A library of src/ and what eng/pack.sh made of it.</summary>
public sealed record LibraryPackage(string Id)
{
    public static TheoryData<LibraryPackage> All { get; } = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
        .Select(folder => new LibraryPackage(Path.GetFileName(folder)))
        .Where(each => !each.Project.Descendants("PackAsTool").Any())
        .OrderBy(each => each.Id, StringComparer.Ordinal)];

    public XDocument Project => XDocument.Load(Path.Combine(Repository.Root, "src", Id, $"{Id}.csproj"));

    internal PackageFile Read(Workshop workshop) => PackageFile.ReadZip(Path.Combine(workshop.Feed, $"{Id}.{workshop.Version}.nupkg"));

    internal PackageFile ReadSymbols(Workshop workshop) => PackageFile.ReadZip(Path.Combine(workshop.Feed, $"{Id}.{workshop.Version}.snupkg"));

    public override string ToString() => Id;
}
