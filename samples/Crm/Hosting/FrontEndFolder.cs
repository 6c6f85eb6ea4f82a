using System.Reflection;

namespace Crm.Hosting;

/// <summary>
/// Where the built front end lies: beside the published application, or in the project folder that it was built from,
/// whatever the current folder is.
/// </summary>
public static class FrontEndFolder
{
    public static string Find()
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return Directory.Exists(published) ? published : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, FromProject()));
    }

    private static string FromProject() => typeof(FrontEndFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "FrontEndFolder").Value!;
}
