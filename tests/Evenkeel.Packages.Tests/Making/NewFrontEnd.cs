using System.Text.Json.Nodes;
using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Making;

/// <summary>A Vite application of Applications/NAME with our npm packages installed.</summary>
internal sealed record NewFrontEnd(string Folder)
{
    public static async Task<NewFrontEnd> MakeAsync(Workshop workshop, string name)
    {
        var folder = Path.Combine(workshop.Folder, name);
        Overlay.Lay(name, folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "package-lock.json"), LockOf(folder).ToJsonString());
        await Command.RunAsync(folder, "npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", .. Directory.GetFiles(workshop.Feed, "*.tgz")]);
        return new NewFrontEnd(folder);
    }

    /// <returns>The folder of the built page.</returns>
    public async Task<string> BuildAsync()
    {
        await Command.RunAsync(Folder, "npm", "run", "build");
        return Path.Combine(Folder, "dist");
    }

    // What the workspace locks is in npm's cache, and was tested. npm leaves out what this application does not need.
    private static JsonObject LockOf(string folder)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "package.json")))!.AsObject();
        var workspace = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "package-lock.json")))!;
        var packages = new JsonObject { [""] = manifest };
        foreach (var (place, package) in workspace["packages"]!.AsObject())
        {
            if (place.StartsWith("node_modules/", StringComparison.Ordinal) && package!["link"] is null)
            {
                packages[place] = package.DeepClone();
            }
        }

        return new JsonObject { ["name"] = manifest["name"]!.DeepClone(), ["lockfileVersion"] = 3, ["requires"] = true, ["packages"] = packages };
    }
}
