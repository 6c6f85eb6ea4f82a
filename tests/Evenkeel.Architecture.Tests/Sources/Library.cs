using System.Reflection;
using Evenkeel.TestBed;

namespace Evenkeel.Architecture.Tests.Sources;

/// <summary>A project under src/, with its folder and its built assembly.</summary>
public sealed record Library(string Name)
{
    public static IReadOnlyList<Library> All { get; } = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
        .Select(folder => new Library(Path.GetFileName(folder)))
        .OrderBy(each => each.Name, StringComparer.Ordinal)];

    public static TheoryData<Library> Cases { get; } = [.. All];

    public string Folder => Path.Combine(Repository.Root, "src", Name);

    public string AssemblyFile => Path.Combine(AppContext.BaseDirectory, Name + ".dll");

    public string DocumentationFile => Path.ChangeExtension(AssemblyFile, ".xml");

    public Assembly Load() => Assembly.LoadFrom(AssemblyFile);

    public override string ToString() => Name;
}
