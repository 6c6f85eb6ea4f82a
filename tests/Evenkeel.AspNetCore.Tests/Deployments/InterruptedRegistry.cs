using Evenkeel.AspNetCore.Registry;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.AspNetCore.Tests.Deployments;

/// <summary>The registry of an instance that is interrupted right after its build was added.</summary>
internal sealed class InterruptedRegistry(IBuildRegistry inner, Func<Task> interrupt) : IBuildRegistry
{
    public async Task AddAsync(string build, string? page, TakenContracts contracts, CancellationToken cancel)
    {
        await inner.AddAsync(build, page, contracts, cancel);
        await interrupt();
    }

    public Task<RegistryState> BeatAsync(Guid instance, string build, bool serves, CancellationToken cancel) => inner.BeatAsync(instance, build, serves, cancel);

    public Task RemoveAsync(IReadOnlyCollection<Guid> instances, CancellationToken cancel) => inner.RemoveAsync(instances, cancel);

    public Task<long> ReadEpochAsync(CancellationToken cancel) => inner.ReadEpochAsync(cancel);

    public Task<bool> ActivateAsync(string build, long newest, CancellationToken cancel) => inner.ActivateAsync(build, newest, cancel);

    public Task<TakenContracts> ReadContractsAsync(string build, CancellationToken cancel) => inner.ReadContractsAsync(build, cancel);

    public Task<Contract?> FindContractAsync(string id, CancellationToken cancel) => inner.FindContractAsync(id, cancel);

    public Task AddSeenAsync(IReadOnlyCollection<SeenCalls> calls, int since, CancellationToken cancel) => inner.AddSeenAsync(calls, since, cancel);

    public Task<IReadOnlyList<SeenContract>> ReadSeenAsync(int since, CancellationToken cancel) => inner.ReadSeenAsync(since, cancel);
}
