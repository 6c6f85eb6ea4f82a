using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Stops the host at start when a limit is out of range, and names all that are.</summary>
internal sealed class OutboxOptionsValidator : IValidateOptions<OutboxOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboxOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.MaxBytes), options.MaxBytes, 1024, 16 * 1024 * 1024);
        Check(nameof(options.MaxOperations), options.MaxOperations, 1, 10_000);
        Check(nameof(options.MaxOperationBytes), options.MaxOperationBytes, 1024, Math.Max(1024, options.MaxBytes));
        Check(nameof(options.MaxDepth), options.MaxDepth, 8, 512);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string setting, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                failures.Add($"OutboxOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
