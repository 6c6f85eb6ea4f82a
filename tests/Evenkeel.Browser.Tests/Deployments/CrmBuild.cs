using Evenkeel.TestBed;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>One of the two builds of the CRM.</summary>
/// <param name="Project">Its project.</param>
/// <param name="Arguments">What it is started with.</param>
internal sealed record CrmBuild(string Project, params string[] Arguments)
{
    public static readonly CrmBuild First = new("Crm");

    /// <summary>Renames a command, which it converts, and asks for one more field of another, which it does not.</summary>
    public static readonly CrmBuild Second = new("CrmSecond");

    /// <summary>It converts both, so that nothing that a page of the first build counts on breaks.</summary>
    public static readonly CrmBuild Compatible = new("CrmSecond", "--convertComments", "true");

    public string Dll => Repository.Built(Project, "Crm.dll");
}
