using Evenkeel.AspNetCore.Registry;
using Evenkeel.Protocol.Deployments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Keeps this instance in the registry, and what it knows of the others up to date. One turn at a time.</summary>
internal sealed class DeploymentKeeper(
    ServerBuild own, DeploymentState state, IBuildRegistry registry, ITakenContracts contracts, SeenContracts seen, ServedPages pages, IOptions<DeploymentOptions> options, TimeProvider clock, ILogger<DeploymentKeeper> log,
    IEnumerable<IReadiness> conditions)
    : IDeployments, IDisposable
{
    /// <summary>So many leases after its last page an instance is still taken to serve some: a site may have few visitors.</summary>
    private const int ServedFor = 3;

    private const long Never = long.MinValue;

    private readonly InstanceWatch _watch = new(clock, options.Value.Lease);
    private readonly InstanceWatch _serving = new(clock, ServedFor * options.Value.Lease);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _added;
    private long _beaten = Never;

    public string Build => own.Name;

    public CurrentDeployment? Current => state.Now.Current;

    /// <summary>How long ago the others were told that it is there; null: they never were.</summary>
    public TimeSpan? SinceBeat => Volatile.Read(ref _beaten) is var at && at == Never ? null : clock.GetElapsedTime(at);

    public void Dispose() => _turn.Dispose();

    /// <summary>Says that this instance is there, and looks at the others.</summary>
    public async Task BeatAsync(CancellationToken cancel)
    {
        if (!conditions.All(each => each.IsReady))
        {
            // An instance that never becomes ready must not take the place of those that are.
            return;
        }

        await _turn.WaitAsync(cancel);
        try
        {
            if (!_added)
            {
                // Before its build appears: others would take that for one whose instances are gone, and bring their own back.
                await registry.BeatAsync(own.Instance, own.Name, serves: false, cancel);
                await registry.AddAsync(own.Name, own.Page, contracts.Own, cancel);
                _added = true;
            }

            var read = await LookAsync(cancel);
            if (await ReturnsAsync(read, cancel))
            {
                await LookAsync(cancel);
            }

            await seen.StoreAsync(cancel);
            if (read.Instances.Where(_watch.IsForgotten).Select(each => each.Id).ToList() is { Count: > 0 } forgotten)
            {
                await registry.RemoveAsync(forgotten, cancel);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether there is another deployment than the one that is known.</summary>
    public async Task<bool> IsOutdatedAsync(CancellationToken cancel) => await registry.ReadEpochAsync(cancel) != state.Now.Current?.Epoch;

    public async Task LeaveAsync(CancellationToken cancel)
    {
        await seen.StoreAsync(cancel);
        await registry.RemoveAsync([own.Instance], cancel);
    }

    public async Task<CurrentDeployment> ActivateAsync(string build, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        await BeatAsync(cancel);
        while (state.Now is var now && now.Current!.Build != build)
        {
            if (!now.KnownBuilds.Contains(build))
            {
                throw new ArgumentException($"No build '{build}' was ever live. Known are: {string.Join(", ", now.KnownBuilds.Order(StringComparer.Ordinal))}.", nameof(build));
            }

            await registry.ActivateAsync(build, now.Current.Epoch, cancel);
            await BeatAsync(cancel);
        }

        return state.Now.Current!;
    }

    private async Task<RegistryState> LookAsync(CancellationToken cancel)
    {
        var before = state.Now.Current;
        // From before it is written: it is not older for the others.
        var asked = clock.GetTimestamp();
        var read = await registry.BeatAsync(own.Instance, own.Name, pages.Take(), cancel);
        Volatile.Write(ref _beaten, asked);
        _watch.Look(read.Instances);
        _serving.Look(read.Serving);
        // An instance announces itself before its build, of which nothing can be told until it is there.
        var known = read.Builds.Select(each => each.Name).ToHashSet(StringComparer.Ordinal);
        var there = read.Instances.Where(each => known.Contains(each.Build) && _watch.IsThere(each)).ToDictionary(each => each.Id, each => each.Build);
        state.Learn(read, there.Values, read.Serving.Where(each => there.ContainsKey(each.Id) && _serving.IsThere(each)).Select(each => each.Build));
        if (state.Now.Current is { } current && current != before)
        {
            log.Current(current.Build, current.Epoch, own.Name);
        }

        return read;
    }

    private async Task<bool> ReturnsAsync(RegistryState read, CancellationToken cancel)
    {
        var mine = read.Builds.FirstOrDefault(each => each.Name == own.Name);
        if (mine is null || read.Newest!.Epoch == mine.Epoch)
        {
            return false;
        }

        var later = read.Builds.Where(each => each.Epoch > mine.Epoch).Select(each => each.Name).ToHashSet(StringComparer.Ordinal);
        // For a lease after its own start an instance cannot tell who else is there.
        if (!_watch.HasWatchedForLease || read.Instances.Any(each => later.Contains(each.Build) && _watch.IsThere(each)))
        {
            return false;
        }

        log.Returned(own.Name);
        return await registry.ActivateAsync(own.Name, read.Newest.Epoch, cancel);
    }
}
