namespace Evenkeel.AspNetCore.Registry;

/// <summary>A build that was live once.</summary>
internal sealed record RegisteredBuild(string Name, long Epoch, string? Page);

/// <summary>A process that has beaten at some time.</summary>
internal sealed record RegisteredInstance(Guid Id, string Build, long Beats);

/// <summary>What the registry holds.</summary>
/// <param name="Builds">All that were live once.</param>
/// <param name="Instances">All processes, with their heartbeats.</param>
/// <param name="Serving">Those of them that pages reach, or have reached, with the heartbeats before which they did.</param>
internal sealed record RegistryState(IReadOnlyList<RegisteredBuild> Builds, IReadOnlyList<RegisteredInstance> Instances, IReadOnlyList<RegisteredInstance> Serving)
{
    public RegisteredBuild? Newest => Builds.MaxBy(build => build.Epoch);
}
