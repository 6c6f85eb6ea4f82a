using Evenkeel.TestBed;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>One of the two builds of the CRM.</summary>
/// <param name="Project">Its project.</param>
/// <param name="Arguments">What it is started with.</param>
/// <param name="Folder">Where it lies, if not where it was built.</param>
internal sealed record CrmBuild(string Project, string? Folder = null, params string[] Arguments)
{
    public static readonly CrmBuild First = new("Crm");

    /// <summary>Renames a command, which it converts, and asks for one more field of another, which it does not.</summary>
    public static readonly CrmBuild Second = new("CrmSecond");

    /// <summary>It converts both, so that nothing that a page of the first build counts on breaks.</summary>
    public static readonly CrmBuild Compatible = new("CrmSecond", null, "--convertComments", "true");

    public string Dll => Folder is null ? Repository.Built(Project, "Crm.dll") : Path.Combine(Folder, "Crm.dll");

    /// <summary>A release that was put together wrongly.</summary>
    public static CrmBuild SecondWithPagesOfTheFirst(string folder)
    {
        Copy(Path.GetDirectoryName(Second.Dll)!, folder);
        Copy(Path.Combine(Repository.Root, "samples", "Crm", "wwwroot"), Path.Combine(folder, "wwwroot"));
        return Second with { Folder = folder };
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
