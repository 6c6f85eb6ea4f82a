using Evenkeel.AspNetCore.Callers;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class ConsoleOptionsValidator(IServiceProvider services) : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.SampleEvery), options.SampleEvery, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Check(nameof(options.Samples), options.Samples, 10, 10_000);
        Check(nameof(options.Problems), options.Problems, 1, 1_000);
        if (options.Policy is { } policy && PolicyName.FaultOf(services, policy) is { } fault)
        {
            failures.Add($"ConsoleOptions.{nameof(options.Policy)} is '{policy}'; {fault}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"ConsoleOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
