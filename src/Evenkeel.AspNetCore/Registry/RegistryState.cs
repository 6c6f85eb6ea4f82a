namespace Evenkeel.AspNetCore.Registry;

/// <summary>A build that was live once.</summary>
internal sealed record RegisteredBuild(string Name, long Epoch, string? Page);

/// <summary>A process that has beaten at some time.</summary>
internal sealed record RegisteredInstance(Guid Id, string Build, long Beats);

/// <summary>What the registry holds.</summary>
internal sealed record RegistryState(IReadOnlyList<RegisteredBuild> Builds, IReadOnlyList<RegisteredInstance> Instances)
{
    public RegisteredBuild? Newest => Builds.MaxBy(build => build.Epoch);
}
