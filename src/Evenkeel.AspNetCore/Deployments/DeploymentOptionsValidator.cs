using Evenkeel.Protocol.Deployments;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Stops the host at start when a setting is out of range, and names all that are.</summary>
internal sealed class DeploymentOptionsValidator : IValidateOptions<DeploymentOptions>
{
    public ValidateOptionsResult Validate(string? name, DeploymentOptions options)
    {
        List<string> failures = [];
        CheckName(nameof(options.Build), options.Build);
        CheckName(nameof(options.Page), options.Page);
        Check(nameof(options.HeartbeatEvery), options.HeartbeatEvery, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Check(nameof(options.Lease), options.Lease, TimeSpan.FromMilliseconds(300), TimeSpan.FromMinutes(10));
        Check(nameof(options.PollEvery), options.PollEvery, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));
        Check(nameof(options.MaxStreams), options.MaxStreams, 0, 1_000_000);
        Check(nameof(options.KeepAliveEvery), options.KeepAliveEvery, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Check(nameof(options.SeenRetention), options.SeenRetention, TimeSpan.FromDays(1), TimeSpan.FromDays(366));
        if (options.Lease < 3 * options.HeartbeatEvery)
        {
            failures.Add($"DeploymentOptions.Lease is {options.Lease}; it must be at least three times HeartbeatEvery, which is {options.HeartbeatEvery}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void CheckName(string setting, string? build)
        {
            if (build is not null && !BuildName.IsValid(build))
            {
                failures.Add($"DeploymentOptions.{setting} is '{build}'; it must be 1 to {BuildName.MaxLength} characters of A-Z a-z 0-9 . _ + -, the first a letter or digit.");
            }
        }

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"DeploymentOptions.{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
