using System.Reflection;
using System.Text.Json;
using Evenkeel.Protocol.Deployments;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Who this process is: the names of its builds, which all its instances share, and its own id.</summary>
internal sealed class ServerBuild(IOptions<DeploymentOptions> options, IHostEnvironment environment, IServiceProvider services)
{
    private const string Manifest = "evenkeel.json";

    public string Name { get; } = options.Value.Build ?? BakedIn(environment.ApplicationName);

    /// <summary>The build of the pages in the web root.</summary>
    public string? Page { get; } = options.Value.Page ?? PageIn(services.GetService<IWebHostEnvironment>()?.WebRootFileProvider);

    public Guid Instance { get; } = Guid.CreateVersion7();

    /// <summary>What was baked in when the application was built: never anything of this machine, process or moment.</summary>
    public static string BakedIn(string application)
    {
        var assembly = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(each => each.GetName().Name == application) ?? Assembly.GetEntryAssembly()!;
        var named = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(each => each.Key == "EvenkeelBuild")?.Value;
        // The compiler makes it of all that goes into the assembly.
        return BuildName.IsValid(named) ? named! : assembly.ManifestModule.ModuleVersionId.ToString("N");
    }

    private static string? PageIn(IFileProvider? webRoot)
    {
        if (webRoot?.GetFileInfo(Manifest) is not { Exists: true } file)
        {
            return null;
        }

        using var stream = file.CreateReadStream();
        try
        {
            using var manifest = JsonDocument.Parse(stream);
            var build = manifest.RootElement.ValueKind == JsonValueKind.Object && manifest.RootElement.TryGetProperty("build", out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
            return BuildName.IsValid(build) ? build : throw new InvalidOperationException($"'{Manifest}' in the web root names no build.");
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"'{Manifest}' in the web root is no JSON: {error.Message}", error);
        }
    }
}
