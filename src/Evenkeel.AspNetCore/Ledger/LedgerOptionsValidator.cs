using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Ledger;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.Retention), options.Retention, TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
        Check(nameof(options.MaxAhead), options.MaxAhead, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        Check(nameof(options.MaxAnswerBytes), options.MaxAnswerBytes, 0, 16 * 1024 * 1024);
        Check(nameof(options.WriteWait), options.WriteWait, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        Check(nameof(options.OpenLease), options.OpenLease, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(nameof(options.PurgeEvery), options.PurgeEvery, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        Check(nameof(options.PurgeBatch), options.PurgeBatch, 1, 100_000);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"LedgerOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
