using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>Stops the host at start when the setting is out of range.</summary>
internal sealed class DeadlineOptionsValidator : IValidateOptions<DeadlineOptions>
{
    public ValidateOptionsResult Validate(string? name, DeadlineOptions options) => options.Default == Timeout.InfiniteTimeSpan || DeadlineRange.Has(options.Default)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"DeadlineOptions.{nameof(options.Default)} is {options.Default}; it must be from {DeadlineRange.Least} to {DeadlineRange.Most}, or Timeout.InfiniteTimeSpan.");
}
