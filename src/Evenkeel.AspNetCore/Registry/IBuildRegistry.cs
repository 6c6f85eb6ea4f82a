using Evenkeel.Protocol.Contracts;

namespace Evenkeel.AspNetCore.Registry;

/// <summary>Which builds were live, in which order, what their contracts are, and which processes run. Thread-safe.</summary>
internal interface IBuildRegistry
{
    /// <summary>Adds a build, if it is new as the current one, and the contracts that it takes.</summary>
    Task AddAsync(string build, string? page, TakenContracts contracts, CancellationToken cancel);

    /// <summary>Counts a heartbeat and reads all.</summary>
    /// <param name="instance">The process.</param>
    /// <param name="build">What it runs.</param>
    /// <param name="serves">Whether pages have reached it since the last one.</param>
    /// <param name="cancel">It is no longer wanted.</param>
    Task<RegistryState> BeatAsync(Guid instance, string build, bool serves, CancellationToken cancel);

    /// <summary>Forgets processes that have ended.</summary>
    Task RemoveAsync(IReadOnlyCollection<Guid> instances, CancellationToken cancel);

    /// <summary>The highest epoch.</summary>
    Task<long> ReadEpochAsync(CancellationToken cancel);

    /// <summary>Makes a known build the current one, unless <paramref name="newest"/> is no longer the highest epoch.</summary>
    Task<bool> ActivateAsync(string build, long newest, CancellationToken cancel);

    Task<TakenContracts> ReadContractsAsync(string build, CancellationToken cancel);

    Task<Contract?> FindContractAsync(string id, CancellationToken cancel);

    /// <summary>Adds to what is counted, and forgets what is older than <paramref name="since"/>.</summary>
    Task AddSeenAsync(IReadOnlyCollection<SeenCalls> calls, int since, CancellationToken cancel);

    Task<IReadOnlyList<SeenContract>> ReadSeenAsync(int since, CancellationToken cancel);
}
