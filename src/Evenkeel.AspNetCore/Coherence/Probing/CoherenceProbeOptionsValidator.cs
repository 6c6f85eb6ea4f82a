using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Probing;

internal sealed class CoherenceProbeOptionsValidator : IValidateOptions<CoherenceProbeOptions>
{
    public ValidateOptionsResult Validate(string? name, CoherenceProbeOptions options) =>
        options.Every < TimeSpan.FromMilliseconds(20) || options.Every > TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Fail($"CoherenceProbeOptions.{nameof(options.Every)} is {options.Every}; it must be from 00:00:00.0200000 to 01:00:00.")
            : ValidateOptionsResult.Success;
}
