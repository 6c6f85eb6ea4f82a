using System.Globalization;

namespace Evenkeel.Protocol.Deployments;

/// <summary>
/// The value of <c>Evenkeel-Deployment</c> on an answer: <c>build; epoch=7; current=other; page=page</c>. <c>current</c> is left out where it is the build that answers.
/// </summary>
public sealed record DeploymentHeader
{
    /// <summary>The build that answers.</summary>
    public required string Build { get; init; }

    /// <summary>What is current, as far as the answering instance knows.</summary>
    public required CurrentDeployment Current { get; init; }

    /// <summary>Reads a value; null for what is none.</summary>
    public static DeploymentHeader? Parse(string? value)
    {
        if (value is null || value.Length > 400)
        {
            return null;
        }

        var parts = value.Split(';', StringSplitOptions.TrimEntries);
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !members.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                return null;
            }
        }

        var current = members.GetValueOrDefault("current", parts[0]);
        var page = members.GetValueOrDefault("page");
        return BuildName.IsValid(parts[0]) && BuildName.IsValid(current) && (page is null || BuildName.IsValid(page))
            && long.TryParse(members.GetValueOrDefault("epoch"), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? new DeploymentHeader { Build = parts[0], Current = new CurrentDeployment { Build = current, Epoch = epoch, Page = page } }
            : null;
    }

    /// <summary>The value as it is sent.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Build}; epoch={Current.Epoch}{(Current.Build == Build ? "" : $"; current={Current.Build}")}{(Current.Page is null ? "" : $"; page={Current.Page}")}");
}
