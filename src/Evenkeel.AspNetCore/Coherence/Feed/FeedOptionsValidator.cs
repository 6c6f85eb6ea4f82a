using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>Refuses times that would make a node doubt itself, or trust what it should not.</summary>
internal sealed class FeedOptionsValidator : IValidateOptions<FeedOptions>
{
    public ValidateOptionsResult Validate(string? name, FeedOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.Lease), options.Lease, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Check(nameof(options.IdlePollEvery), options.IdlePollEvery, TimeSpan.FromMilliseconds(5), options.Lease / 3);
        Check(nameof(options.PollEvery), options.PollEvery, TimeSpan.FromMilliseconds(5), options.IdlePollEvery);
        Check(nameof(options.Keep), options.Keep, 2 * options.Lease, TimeSpan.FromDays(30));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string option, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                failures.Add($"FeedOptions.{option} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
