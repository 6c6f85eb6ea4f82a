using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.Protocol.Contracts;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Counts under which contracts pages call, so that a deployment can be checked against them. Kept in memory between two heartbeats. Thread-safe.</summary>
internal sealed class SeenContracts(IBuildRegistry registry, IOptions<DeploymentOptions> options, TimeProvider clock)
{
    /// <summary>Names of pages come from clients: more than these in one heartbeat are not counted.</summary>
    private const int Most = 2_000;

    private ConcurrentDictionary<(string Contract, string Page), long> _calls = [];

    private int Today => (int)(clock.GetUtcNow().ToUnixTimeMilliseconds() / TimeSpan.MillisecondsPerDay);

    private int Since => Today - (int)options.Value.SeenRetention.TotalDays;

    /// <param name="contract">A contract that is known.</param>
    /// <param name="page">The build of the page; empty where it has none.</param>
    public void Count(string contract, string page)
    {
        var calls = _calls;
        if (calls.ContainsKey((contract, page)) || calls.Count < Most)
        {
            calls.AddOrUpdate((contract, page), 1, static (_, count) => count + 1);
        }
    }

    /// <summary>Stores what was counted. If that fails it is counted on.</summary>
    public async Task StoreAsync(CancellationToken cancel)
    {
        if (_calls.IsEmpty)
        {
            return;
        }

        var taken = Interlocked.Exchange(ref _calls, []);
        try
        {
            var today = Today;
            await registry.AddSeenAsync([.. taken.Select(each => new SeenCalls(each.Key.Contract, each.Key.Page, today, each.Value))], Since, cancel);
        }
        catch
        {
            foreach (var (key, count) in taken)
            {
                _calls.AddOrUpdate(key, count, (_, more) => more + count);
            }

            throw;
        }
    }

    public async Task<IReadOnlyList<SeenContract>> ReadAsync(CancellationToken cancel)
    {
        await StoreAsync(cancel);
        return await registry.ReadSeenAsync(Since, cancel);
    }
}
