using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Contracts;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.AspNetCore.Upgrading;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.AspNetCore.Skew;

/// <summary>Contracts of all builds, read from the registry once and kept: neither a contract nor what a build takes ever changes. Thread-safe.</summary>
internal sealed class KnownContracts(ContractCatalog catalog, Upgrades upgrades, ServerBuild own, IBuildRegistry registry) : ITakenContracts
{
    private const int MostBuilds = 100;
    private const int MostContracts = 20_000;

    private readonly ConcurrentDictionary<string, TakenContracts> _builds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Contract> _contracts = new(StringComparer.Ordinal);
    private volatile OwnContracts? _own;

    /// <summary>What this process takes.</summary>
    public TakenContracts Own
    {
        get
        {
            var (read, taken) = (catalog.Contracts, _own);
            if (taken?.Read != read)
            {
                _own = taken = new OwnContracts(read, new TakenContracts(read, upgrades.Contracts));
            }

            return taken!.Taken;
        }
    }

    public async ValueTask<TakenContracts> OfAsync(string build, CancellationToken cancel)
    {
        if (build == own.Name)
        {
            return Own;
        }

        if (!_builds.TryGetValue(build, out var known))
        {
            known = await registry.ReadContractsAsync(build, cancel);
            if (_builds.Count < MostBuilds)
            {
                _builds.TryAdd(build, known);
            }
        }

        return known;
    }

    /// <summary>The contract of an id that some build has or had. Ids that nobody knows are asked for each time: a build that has one may appear.</summary>
    public async ValueTask<Contract?> FindAsync(string id, CancellationToken cancel)
    {
        if (!_contracts.TryGetValue(id, out var known) && (known = await registry.FindContractAsync(id, cancel)) is not null && _contracts.Count < MostContracts)
        {
            _contracts.TryAdd(id, known);
        }

        return known;
    }

    private sealed record OwnContracts(IReadOnlyList<Contract> Read, TakenContracts Taken);
}
