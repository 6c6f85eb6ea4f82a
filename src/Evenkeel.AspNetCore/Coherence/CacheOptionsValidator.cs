using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class CacheOptionsValidator : IValidateOptions<CacheOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.Expiration), options.Expiration, Least, Most);
        Check(nameof(options.LocalCacheExpiration), options.LocalCacheExpiration ?? Least, Least, Most);
        Check(nameof(options.MaximumSize), options.MaximumSize, 1L << 10, 1L << 40);
        Check(nameof(options.MaximumEntries), options.MaximumEntries, 1, 100_000_000);
        Check(nameof(options.MaximumPayloadBytes), options.MaximumPayloadBytes, 1, 1 << 30);
        Check(nameof(options.MaximumKeyLength), options.MaximumKeyLength, 1, 65_536);
        Check(nameof(options.DistributedTimeout), options.DistributedTimeout, Least, TimeSpan.FromMinutes(1));
        if (options.EagerRefresh is not (0 or (>= 0.1 and <= 0.99)))
        {
            failures.Add($"CacheOptions.EagerRefresh is {options.EagerRefresh}; it must be 0 or from 0.1 to 0.99.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"CacheOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
