using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class AdmissionOptionsValidator : IValidateOptions<AdmissionOptions>
{
    private const int Most = 100_000;

    public ValidateOptionsResult Validate(string? name, AdmissionOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.Limit), options.Limit ?? 1, 1, Most);
        Check(nameof(options.MinLimit), options.MinLimit, 1, Most);
        Check(nameof(options.MaxLimit), options.MaxLimit, options.MinLimit, Most);
        Check(nameof(options.InitialLimit), options.InitialLimit, options.MinLimit, options.MaxLimit);
        Check(nameof(options.QueueLength), options.QueueLength, 0, Most);
        Check(nameof(options.QueueFor), options.QueueFor, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(nameof(options.QueueForUnderOverload), options.QueueForUnderOverload, TimeSpan.FromMilliseconds(1), options.QueueFor);
        Check(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"AdmissionOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
