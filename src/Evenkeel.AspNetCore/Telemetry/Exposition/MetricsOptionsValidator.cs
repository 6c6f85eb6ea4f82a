using Evenkeel.AspNetCore.Callers;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Telemetry.Exposition;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class MetricsOptionsValidator(IServiceProvider services) : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        List<string> failures = [];
        if (options.MostSeries is < 10 or > 100_000)
        {
            failures.Add($"MetricsOptions.{nameof(options.MostSeries)} is {options.MostSeries}; it must be from 10 to 100000.");
        }

        if (options.KeepFor < TimeSpan.FromMilliseconds(100) || options.KeepFor > TimeSpan.FromMinutes(1))
        {
            failures.Add($"MetricsOptions.{nameof(options.KeepFor)} is {options.KeepFor}; it must be from {TimeSpan.FromMilliseconds(100)} to {TimeSpan.FromMinutes(1)}.");
        }

        if (options.Policy is { } policy && PolicyName.FaultOf(services, policy) is { } fault)
        {
            failures.Add($"MetricsOptions.{nameof(options.Policy)} is '{policy}'; {fault}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
