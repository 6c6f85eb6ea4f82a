using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Stops the host at start when a limit is out of range, and names all that are.</summary>
internal sealed class DraftOptionsValidator : IValidateOptions<DraftOptions>
{
    public ValidateOptionsResult Validate(string? name, DraftOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.LargestBytes), options.LargestBytes, 1024, 4 * 1024 * 1024);
        Check(nameof(options.MostDrafts), options.MostDrafts, 1, 1_000_000);
        Check(nameof(options.MostBytes), options.MostBytes, Math.Max(1024L, options.LargestBytes), 1024L * 1024 * 1024);
        Check(nameof(options.MostOthers), options.MostOthers, 1, 100);
        Check(nameof(options.Keep), options.Keep, TimeSpan.FromDays(1), TimeSpan.FromDays(3650));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"DraftOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
