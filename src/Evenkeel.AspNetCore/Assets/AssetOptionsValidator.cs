using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class AssetOptionsValidator(IServiceProviderIsService services) : IValidateOptions<AssetOptions>
{
    public ValidateOptionsResult Validate(string? name, AssetOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.Builds), options.Builds, 1, 1000);
        Check(nameof(options.Age), options.Age, TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
        if (string.IsNullOrWhiteSpace(options.Folder) && !services.IsService(typeof(IAssetStore)))
        {
            failures.Add("AssetOptions.Folder is not set, and no IAssetStore is registered; set the folder in which the files of all builds are kept, outside of the release.");
        }

        if (options.Shell is null || (options.Shell.Length > 0 && !AssetPath.IsPlain(options.Shell)))
        {
            failures.Add($"AssetOptions.Shell is '{options.Shell}'; it must be a path in the web root, like index.html, or empty.");
        }

        failures.AddRange(options.NeverShell.Where(path => path is null || !path.StartsWith('/'))
            .Select(path => $"AssetOptions.NeverShell has '{path}'; a path begins with a slash."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"AssetOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
