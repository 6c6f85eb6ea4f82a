using Evenkeel.AspNetCore.Callers;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class HealthOptionsValidator(IServiceProvider services) : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.KeepFor), options.KeepFor, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Check(nameof(options.CheckTimeout), options.CheckTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30));
        Check(nameof(options.FeedLimit), options.FeedLimit, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        if (options.DetailsPolicy is { } policy && PolicyName.FaultOf(services, policy) is { } fault)
        {
            failures.Add($"HealthOptions.{nameof(options.DetailsPolicy)} is '{policy}'; {fault}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                failures.Add($"HealthOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
