using Evenkeel.Protocol.Deployments;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Which deployment is live. Thread-safe.</summary>
public interface IDeployments
{
    /// <summary>The build of this process.</summary>
    string Build { get; }

    /// <summary>The deployment that is live, as far as this process knows: at most one heartbeat old. Null until it has looked for the first time.</summary>
    CurrentDeployment? Current { get; }

    /// <summary>
    /// Makes a build that was live before the current one again, with a new epoch: a rollback to instances that were never stopped. It stays so while one of its instances is there, or
    /// no instance of a later deployment.
    /// </summary>
    /// <param name="build">The name of the build.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What is current afterwards.</returns>
    /// <exception cref="ArgumentException">No build of this name was ever live.</exception>
    Task<CurrentDeployment> ActivateAsync(string build, CancellationToken cancel = default);
}
