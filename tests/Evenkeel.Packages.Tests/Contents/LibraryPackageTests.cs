using System.IO.Compression;
using System.Xml.Linq;
using Evenkeel.Packages.Tests.Making;
using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Contents;

public sealed class LibraryPackageTests(Workshop workshop)
{
    [Theory]
    [MemberData(nameof(LibraryPackage.All), MemberType = typeof(LibraryPackage))]
    public void A_package_says_what_it_is(LibraryPackage library)
    {
        var about = Manifest(library).Elements().Where(each => !each.HasElements).ToDictionary(each => each.Name.LocalName);
        Assert.Equal(library.Id, about["id"].Value);
        Assert.Equal(workshop.Version, about["version"].Value);
        Assert.Equal(library.Project.Descendants("Description").Single().Value, about["description"].Value);
        Assert.Equal("Evenkeel contributors", about["authors"].Value);
        Assert.Equal(("expression", "MIT"), (about["license"].Attribute("type")!.Value, about["license"].Value));
        Assert.Equal("README.md", about["readme"].Value);
        Assert.Contains("idempotency", about["tags"].Value.Split(' '));
        Assert.Null(about["repository"].Attribute("url"));
        Assert.StartsWith($"# {library.Id}\n", library.Read(workshop).Text("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LibraryPackage.All), MemberType = typeof(LibraryPackage))]
    public void A_package_has_assembly_documentation_licence_and_pages_and_nothing_that_is_not_for_its_users(LibraryPackage library)
    {
        string[] needed =
        [
            $"{library.Id}.nuspec", $"lib/net10.0/{library.Id}.dll", $"lib/net10.0/{library.Id}.xml",
            "README.md", "LICENSE", "docs/exactly-once.md", "protocol/PROTOCOL.md",
        ];
        string[] folders = ["docs/", "protocol/", "sql/", "build/", "buildTransitive/", "_rels/", "package/"];
        var entries = library.Read(workshop).Entries.Keys;
        Assert.Empty(needed.Except(entries));
        Assert.All(
            entries.Except(needed).Where(path => path != "[Content_Types].xml"),
            path => Assert.Contains(folders, folder => path.StartsWith(folder, StringComparison.Ordinal)));
        Assert.Contains("<summary>", library.Read(workshop).Text($"lib/net10.0/{library.Id}.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LibraryPackage.All), MemberType = typeof(LibraryPackage))]
    public void A_package_depends_on_what_its_project_names_at_the_versions_that_were_tested(LibraryPackage library)
    {
        var pinned = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(each => each.Attribute("Include")!.Value, each => each.Attribute("Version")!.Value);
        var foreign = References("PackageReference").Select(id => (id, pinned[id]));
        var ours = References("ProjectReference").Select(path => (Path.GetFileNameWithoutExtension(path), workshop.Version));
        var frameworks = References("FrameworkReference");

        Assert.Equal(
            foreign.Concat(ours).Order(),
            Named(library, "dependency", each => (each.Attribute("id")!.Value, each.Attribute("version")!.Value)).Order());
        Assert.Equal(frameworks.Order(), Named(library, "frameworkReference", each => each.Attribute("name")!.Value).Order());

        IEnumerable<string> References(string kind) => library.Project.Descendants(kind).Select(each => each.Attribute("Include")!.Value);
    }

    [Theory]
    [MemberData(nameof(LibraryPackage.All), MemberType = typeof(LibraryPackage))]
    public void Every_link_of_its_pages_leads_to_a_file_in_the_package(LibraryPackage library) => Pages.AssertLinksHold(library.Read(workshop));

    [Theory]
    [MemberData(nameof(LibraryPackage.All), MemberType = typeof(LibraryPackage))]
    public void When_it_was_packed_leaves_no_trace(LibraryPackage library)
    {
        using var zip = ZipFile.OpenRead(Path.Combine(workshop.Feed, $"{library.Id}.{workshop.Version}.nupkg"));
        Assert.Equal(new DateTime(2026, 1, 1), Assert.Single(zip.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct()));
    }

    private XElement Manifest(LibraryPackage library) => XDocument.Parse(library.Read(workshop).Text($"{library.Id}.nuspec").TrimStart('\uFEFF')).Root!.Elements().Single();

    private IEnumerable<T> Named<T>(LibraryPackage library, string name, Func<XElement, T> what) =>
        Manifest(library).Descendants().Where(each => each.Name.LocalName == name).Select(what);
}
