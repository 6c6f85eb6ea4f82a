using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Evenkeel.PostgreSql;

/// <summary>Stops the host at start when a setting cannot work, and names all that cannot. Never quotes the connection string, which may hold a password.</summary>
internal sealed partial class WakeUpOptionsValidator : IValidateOptions<WakeUpOptions>
{
    public ValidateOptionsResult Validate(string? name, WakeUpOptions options)
    {
        List<string> failures = [];
        if (!IsConnection(options.ConnectionString))
        {
            failures.Add("WakeUpOptions.ConnectionString is none of PostgreSQL: it must name a Host.");
        }

        if (options.Channel is null || !ChannelName().IsMatch(options.Channel))
        {
            failures.Add($"WakeUpOptions.Channel is '{options.Channel}'; it must be 1 to 63 lower-case letters, digits and underscores, and not begin with a digit.");
        }

        Check(nameof(options.NotifyEvery), options.NotifyEvery, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Check(nameof(options.LongestRetry), options.LongestRetry, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Check(nameof(options.KeepAlive), options.KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string option, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                failures.Add($"WakeUpOptions.{option} is {value}; it must be from {least} to {most}.");
            }
        }
    }

    private static bool IsConnection(string? text)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}\\z")]
    private static partial Regex ChannelName();
}
