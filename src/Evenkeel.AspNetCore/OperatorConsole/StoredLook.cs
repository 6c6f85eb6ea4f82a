using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Drafts;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.AspNetCore.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>Asks the database, at most every few seconds however many look: to count is to read.</summary>
internal sealed class StoredLook(IServiceProvider services, IServiceScopeFactory scopes, TimeProvider clock, ILogger<StoredLook> log) : IDisposable
{
    private const int MostParked = 50;

    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (long At, StoredFacts Facts, IReadOnlyList<BuildRow> Builds, IReadOnlyList<InstanceRow> Instances)? _last;

    public void Dispose() => _turn.Dispose();

    public async Task<(StoredFacts Facts, IReadOnlyList<BuildRow> Builds, IReadOnlyList<InstanceRow> Instances)> LookAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (_last is not { } last || clock.GetElapsedTime(last.At) >= KeepFor)
            {
                var (facts, builds, instances) = await AskAsync();
                _last = last = (clock.GetTimestamp(), facts, builds, instances);
            }

            return (last.Facts, last.Builds, last.Instances);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Something was changed here: the next look is a new one.</summary>
    public void Forget() => _last = null;

    private async Task<(StoredFacts, IReadOnlyList<BuildRow>, IReadOnlyList<InstanceRow>)> AskAsync()
    {
        if (services.GetService<ApplicationStore>() is not { } store)
        {
            return (new StoredFacts(), [], []);
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await ReadAsync(store.Resolve(scope.ServiceProvider), patience.Token);
        }
        catch (Exception error)
        {
            log.NotCounted(error);
            return (new StoredFacts(), [], []);
        }
    }

    private async Task<(StoredFacts, IReadOnlyList<BuildRow>, IReadOnlyList<InstanceRow>)> ReadAsync(DbContext context, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var facts = new StoredFacts { IsKnown = true };
        if (Has<SessionRow>(context))
        {
            facts = facts with { Sessions = await Rows<SessionRow>(context).CountAsync(row => row.Ticket != null && (row.Expires == null || row.Expires > now) && (row.Ends == null || row.Ends > now), cancel) };
        }

        if (Has<DraftRow>(context))
        {
            facts = facts with { Drafts = await Rows<DraftRow>(context).CountAsync(row => row.Bytes > 0, cancel) };
        }

        if (Has<DeliveryRow>(context))
        {
            facts = facts with { Waiting = await Rows<DeliveryRow>(context).CountAsync(row => row.State == (int)DeliveryState.Waiting, cancel), Parked = await ParkedAsync(context, cancel) };
        }

        return !Has<BuildRow>(context) ? (facts, [], [])
            : (facts, await Rows<BuildRow>(context).OrderByDescending(row => row.Epoch).Take(50).ToListAsync(cancel), await Rows<InstanceRow>(context).Take(1000).ToListAsync(cancel));
    }

    private static async Task<IReadOnlyList<ParkedFact>> ParkedAsync(DbContext context, CancellationToken cancel)
    {
        var rows = await Rows<DeliveryRow>(context).Where(row => row.State == (int)DeliveryState.Parked).OrderBy(row => row.NextAttemptAt).Take(MostParked)
            .Select(row => new { row.Id, row.Name, row.Attempts, row.Error, row.EnqueuedAt }).ToListAsync(cancel);
        // An error begins with the exception's type. What follows may say whom it was for.
        return [.. rows.Select(row => new ParkedFact(row.Id, row.Name, row.Attempts, row.Error?.Split(':')[0], row.EnqueuedAt))];
    }

    private static bool Has<T>(DbContext context) => context.Model.FindEntityType(typeof(T)) is not null;

    private static IQueryable<T> Rows<T>(DbContext context)
        where T : class => context.Set<T>().IgnoreQueryFilters().AsNoTracking();
}
