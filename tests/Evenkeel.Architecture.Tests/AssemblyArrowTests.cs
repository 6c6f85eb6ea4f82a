using System.Text.RegularExpressions;
using Evenkeel.Architecture.Tests.Compiled;
using Evenkeel.Architecture.Tests.Sources;

namespace Evenkeel.Architecture.Tests;

public sealed partial class AssemblyArrowTests
{
    // What each library may use: others of ours, and prefixes of foreign assemblies that it must do without.
    private static readonly Dictionary<string, (string[] Ours, string[] Without)> Rules = new()
    {
        ["Evenkeel.Protocol"] = ([], ["Microsoft."]),
        ["Evenkeel.AspNetCore"] = (["Evenkeel.Protocol"], ["Npgsql", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite"]),
        ["Evenkeel.PostgreSql"] = (["Evenkeel.Protocol", "Evenkeel.AspNetCore"], ["Microsoft.Data.Sqlite"]),
        ["Evenkeel.Client"] = (["Evenkeel.Protocol"], ["Microsoft.AspNetCore", "Npgsql"]),
        ["Evenkeel.Artifacts"] = (["Evenkeel.Protocol"], ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql"]),
        ["Evenkeel.Cli"] = (["Evenkeel.Protocol", "Evenkeel.Artifacts", "Evenkeel.Client"], ["Microsoft.AspNetCore"]),
        ["Evenkeel.S3"] = (["Evenkeel.AspNetCore"], ["Microsoft.EntityFrameworkCore", "Npgsql"]),
        ["Evenkeel.Testing"] = (["Evenkeel.Protocol", "Evenkeel.AspNetCore", "Evenkeel.PostgreSql", "Evenkeel.Client", "Evenkeel.Artifacts"], []),
    };

    public static TheoryData<Library> Libraries => Library.Cases;

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_uses_only_what_lies_below_it(Library library)
    {
        Assert.True(Rules.TryGetValue(library.Name, out var rule), $"{library.Name} has no rule here yet: say what it may use.");
        using var assembly = new CompiledAssembly(library.AssemblyFile);

        var forbidden = assembly.References.Where(reference =>
            rule.Without.Any(prefix => reference.StartsWith(prefix, StringComparison.Ordinal))
            || (reference.StartsWith("Evenkeel.", StringComparison.Ordinal) && !rule.Ours.Contains(reference)));
        Assert.Empty(forbidden);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_project_names_no_project_outside_src(Library library)
    {
        // A reference that no code uses yet is not in the assembly, so the project file is read as well.
        var project = File.ReadAllText(Path.Combine(library.Folder, library.Name + ".csproj"));
        foreach (Match reference in ProjectReference().Matches(project))
        {
            var target = Path.GetFullPath(Path.Combine(library.Folder, reference.Groups["path"].Value));
            Assert.Contains(Path.GetFileNameWithoutExtension(target), Rules[library.Name].Ours);
            Assert.StartsWith(Path.GetDirectoryName(library.Folder)!, target, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("<ProjectReference\\s+Include=\"(?<path>[^\"]+)\"")]
    private static partial Regex ProjectReference();
}
