using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.FirstDelay), options.FirstDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Check(nameof(options.MaxDelay), options.MaxDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));
        Check(nameof(options.MaxAttempts), options.MaxAttempts, 1, 1000);
        Check(nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(nameof(options.Parallelism), options.Parallelism, 1, 100);
        Check(nameof(options.PollEvery), options.PollEvery, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"DeliveryOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
