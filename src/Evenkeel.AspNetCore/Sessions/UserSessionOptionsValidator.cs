using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class UserSessionOptionsValidator : IValidateOptions<UserSessionOptions>
{
    public ValidateOptionsResult Validate(string? name, UserSessionOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.AbsoluteLifetime), options.AbsoluteLifetime ?? TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(400));
        Check(nameof(options.ValidFor), options.ValidFor, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Check(nameof(options.MaxKept), options.MaxKept, 0, 1_000_000);
        Check(nameof(options.MaxPerUser), options.MaxPerUser ?? 1, 1, 10_000);
        if (options.ApplicationName is not { Length: >= 1 and <= 200 })
        {
            failures.Add($"UserSessionOptions.{nameof(options.ApplicationName)} must have 1 to 200 characters.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"UserSessionOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
