using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Shutdown;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class ShutdownOptionsValidator : IValidateOptions<ShutdownOptions>
{
    public ValidateOptionsResult Validate(string? name, ShutdownOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.AnnounceFor), options.AnnounceFor, TimeSpan.FromMinutes(5));
        Check(nameof(options.FinishWithin), options.FinishWithin, TimeSpan.FromMinutes(10));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string setting, TimeSpan value, TimeSpan most)
        {
            if (value < TimeSpan.Zero || value > most)
            {
                failures.Add($"ShutdownOptions.{setting} is {value}; it must be from {TimeSpan.Zero} to {most}.");
            }
        }
    }
}
