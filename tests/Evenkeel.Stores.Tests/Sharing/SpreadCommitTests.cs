using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Sharing;

/// <summary>Concurrent commands on SQLite share a commit until what it costs is spread, and not until nobody comes any more: the others write while these are answered.</summary>
public sealed class SpreadCommitTests
{
    private const int Writers = 32;

    [Theory]
    [InlineData(2, 4)]
    [InlineData(20, 1)]
    public async Task A_transaction_is_passed_on_for_four_times_as_long_as_a_commit_takes(int commitMilliseconds, int commitsOfThirtyTwo)
    {
        await using var database = new SqliteDatabase();
        var time = new SteppedTime();
        var commits = new SlowCommits(time, TimeSpan.FromMilliseconds(commitMilliseconds));
        var others = Writers;
        await using var app = await StoreApp.StartAsync(
            database,
            routes => routes.MapCommand("/write", async (StoreDb db, WriteGates gates) =>
            {
                db.Effects.Add(new() { Operation = "written" });
                await db.SaveChangesAsync();
                if (Interlocked.Exchange(ref others, 0) is > 0 and var all)
                {
                    // The first one writes until all others wait for it.
                    var patience = TimeProvider.System.GetTimestamp();
                    while (gates.Of(db)!.Waiting < all - 1 && TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(30))
                    {
                        await Task.Yield();
                    }
                }

                time.Pass(TimeSpan.FromMilliseconds(1));
                return Results.Ok();
            }),
            services => services.AddSingleton<TimeProvider>(time).AddDbContextPool<StoreDb>(options => database.Use(options.AddInterceptors(commits))));

        Assert.Equal(1, await CommitsOfAsync(app, commits));
        others = Writers;
        Assert.Equal(commitsOfThirtyTwo, await CommitsOfAsync(app, commits));
    }

    private static async Task<int> CommitsOfAsync(StoreApp app, SlowCommits commits)
    {
        var before = commits.Commits;
        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => app.Client.SendAsync(new TestOperation { Path = "/write" })));
        Assert.All(answers, answer => Assert.Equal(200, answer?.Status));
        return commits.Commits - before;
    }
}
