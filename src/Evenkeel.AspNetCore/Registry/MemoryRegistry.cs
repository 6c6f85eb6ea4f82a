using System.Collections.Concurrent;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.AspNetCore.Registry;

/// <summary>The registry of an application without tables for it: this process is all there is.</summary>
internal sealed class MemoryRegistry : IBuildRegistry
{
    private readonly ConcurrentDictionary<string, RegisteredBuild> _builds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Contract> _contracts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Contract, string Page), SeenCalls> _seen = [];
    private RegisteredInstance? _instance;
    private TakenContracts _own = new([], []);

    public Task AddAsync(string build, string? page, TakenContracts contracts, CancellationToken cancel)
    {
        _builds.TryAdd(build, new RegisteredBuild(build, Epoch: 1, page));
        _own = contracts;
        foreach (var contract in contracts.Own)
        {
            _contracts.TryAdd(contract.Id, contract);
        }

        return Task.CompletedTask;
    }

    public Task<RegistryState> BeatAsync(Guid instance, string build, bool serves, CancellationToken cancel)
    {
        _instance = new RegisteredInstance(instance, build, (_instance?.Beats ?? 0) + 1);
        return Task.FromResult(new RegistryState([.. _builds.Values], [_instance], [_instance]));
    }

    public Task RemoveAsync(IReadOnlyCollection<Guid> instances, CancellationToken cancel) => Task.CompletedTask;

    public Task<long> ReadEpochAsync(CancellationToken cancel) => Task.FromResult(_builds.IsEmpty ? 0 : _builds.Values.Max(each => each.Epoch));

    public Task<bool> ActivateAsync(string build, long newest, CancellationToken cancel) => Task.FromResult(false);

    public Task<TakenContracts> ReadContractsAsync(string build, CancellationToken cancel) => Task.FromResult(_own);

    public Task<Contract?> FindContractAsync(string id, CancellationToken cancel) => Task.FromResult(_contracts.GetValueOrDefault(id));

    public Task AddSeenAsync(IReadOnlyCollection<SeenCalls> calls, int since, CancellationToken cancel)
    {
        foreach (var each in calls)
        {
            _seen.AddOrUpdate((each.ContractId, each.Page), each, (_, known) => each with { Calls = known.Calls + each.Calls });
        }

        foreach (var old in _seen.Where(each => each.Value.Day < since))
        {
            _seen.TryRemove(old);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SeenContract>> ReadSeenAsync(int since, CancellationToken cancel) => Task.FromResult<IReadOnlyList<SeenContract>>(
        [.. _seen.Values.Where(each => each.Day >= since && _contracts.ContainsKey(each.ContractId)).Select(each => new SeenContract { Contract = _contracts[each.ContractId], Page = each.Page, LastDay = SeenCalls.DateOf(each.Day), Calls = each.Calls })]);
}
