using Microsoft.Extensions.Options;

namespace Evenkeel.S3;

/// <summary>Stops the host at start when a setting is missing, and names all that are.</summary>
internal sealed class S3AssetOptionsValidator : IValidateOptions<S3AssetOptions>
{
    public ValidateOptionsResult Validate(string? name, S3AssetOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.Bucket))
        {
            failures.Add("S3AssetOptions.Bucket is not set.");
        }

        if (options.Prefix is null || (options.Prefix.Length > 0 && !options.Prefix.EndsWith('/')) || options.Prefix.StartsWith('/'))
        {
            failures.Add($"S3AssetOptions.Prefix is '{options.Prefix}'; it must be empty, or end with a slash and not begin with one.");
        }

        if (string.IsNullOrWhiteSpace(options.CacheFolder))
        {
            failures.Add("S3AssetOptions.CacheFolder is empty.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
