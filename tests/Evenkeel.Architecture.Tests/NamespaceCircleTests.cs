using Evenkeel.Architecture.Tests.Compiled;
using Evenkeel.Architecture.Tests.Sources;

namespace Evenkeel.Architecture.Tests;

public sealed class NamespaceCircleTests
{
    public static TheoryData<Library> Libraries => Library.Cases;

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Namespaces_of_a_library_make_no_circle(Library library)
    {
        using var assembly = new CompiledAssembly(library.AssemblyFile);
        var circles = assembly.Namespaces(library.Name).DescribeCircles();
        Assert.True(circles.Count == 0, "A circle of namespaces:\n" + string.Join("\n\n", circles));
    }
}
