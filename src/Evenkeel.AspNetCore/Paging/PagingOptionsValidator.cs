using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Stops the host at start when a limit is out of range, and names all that are.</summary>
internal sealed class PagingOptionsValidator : IValidateOptions<PagingOptions>
{
    public ValidateOptionsResult Validate(string? name, PagingOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.MaxPageSize), options.MaxPageSize, PagingOptions.Most);
        Check(nameof(options.DefaultPageSize), options.DefaultPageSize, Math.Clamp(options.MaxPageSize, 1, PagingOptions.Most));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string setting, int value, int most)
        {
            if (value < 1 || value > most)
            {
                failures.Add($"PagingOptions.{setting} is {value}; it must be from 1 to {most}.");
            }
        }
    }
}
