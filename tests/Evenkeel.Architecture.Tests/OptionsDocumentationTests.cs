using System.Reflection;
using System.Xml.Linq;
using Evenkeel.Architecture.Tests.Sources;

namespace Evenkeel.Architecture.Tests;

public sealed class OptionsDocumentationTests
{
    public static TheoryData<Library> Libraries => Library.Cases;

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Options_and_each_of_their_settings_are_documented(Library library)
    {
        var documented = XDocument.Load(library.DocumentationFile).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value) || member.Element("inheritdoc") is not null)
            .Select(member => member.Attribute("name")?.Value)
            .ToHashSet();
        var expected = library.Load().GetExportedTypes()
            .Where(type => type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => Settings(type).Select(property => $"P:{type.FullName}.{property.Name}").Prepend($"T:{type.FullName}"));
        Assert.Empty(expected.Except(documented));
    }

    private static PropertyInfo[] Settings(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
}
