using Evenkeel.AspNetCore;
using Evenkeel.TestServer.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.TestServer.Coherence;

/// <summary>
/// With <c>--cache LEASE</c> (milliseconds): <c>GET /test/totals/{lane}</c> gives a lane's total through the cache, and whether it had to be read; <c>POST /test/partition?on=</c> cuts this server off from what others change.
/// </summary>
internal static class CachedTotals
{
    public static IEvenkeelBuilder UseCacheWith(this IEvenkeelBuilder keel, string? lease)
    {
        keel.Services.AddHttpContextAccessor();
        keel.Services.AddSingleton<FeedPartition>();
        if (lease is null)
        {
            return keel;
        }

        return keel.UseCache(cache => cache.Expiration = TimeSpan.FromHours(1)).ConfigureFeed(feed =>
        {
            feed.Lease = TimeSpan.FromMilliseconds(int.Parse(lease));
            feed.IdlePollEvery = feed.Lease / 10;
            feed.PollEvery = feed.IdlePollEvery / 5;
        });
    }

    public static void MapCachedTotals(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/test/totals/{lane}", ReadAsync);
        routes.MapPost("/test/partition", (FeedPartition partition, bool on) => partition.IsOn = on);
    }

    private static async Task<IResult> ReadAsync(string lane, IServiceProvider services, IServiceScopeFactory scopes, CancellationToken cancel)
    {
        var wasRead = false;
        var total = await services.GetRequiredService<HybridCache>().GetOrCreateAsync(
            $"totals/{lane}",
            async stop =>
            {
                wasRead = true;
                await using var scope = scopes.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<TestDb>().Totals.Where(each => each.Lane == lane).Select(each => each.Total).FirstOrDefaultAsync(stop);
            },
            cancellationToken: cancel);
        return Results.Ok(new { total, wasRead });
    }
}
