using Evenkeel.Stores.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Sharing;

public sealed class PostgresGroupTests : GroupSuite
{
    private protected override string FragileTable => "CREATE TABLE fragile (id integer UNIQUE)";

    [Fact]
    [Trait("Show", "2.2")]
    public async Task Two_saves_of_an_operation_use_no_more_subtransactions_than_one()
    {
        await FlushAsync([.. Enumerable.Repeat("/twice", 60)]);
        // A row's xmin is the (sub)transaction that wrote it: one for each member, whatever other databases of the server do meanwhile.
        Assert.Equal(60, await SubtransactionsAsync());
        Assert.Equal((60, 60), (await EffectsAsync("first"), await EffectsAsync("second")));
    }

    [Fact]
    [Trait("Show", "2.2")]
    public async Task One_that_violates_a_deferred_constraint_fails_alone_and_the_others_still_share_commits()
    {
        var answers = await FlushAsync("/sound", "/defers-soundly", "/defers", "/defers-soundly", "/sound");
        Assert.Equal([201, 200, 500, 200, 201], answers.Select(answer => answer.Status));
        Assert.All(answers, answer => Assert.False(answer.Replayed));
        // Two: under a retrying strategy one that fails runs again by itself, after those before it are committed.
        Assert.Equal((2, 2, 2, 0), (Commits, await EffectsAsync("sound"), await Database.CountAsync("children"), await EffectsAsync("spoiled")));
    }

    [Fact]
    [Trait("Show", "2.2")]
    public async Task Reads_inside_the_shared_transaction_work_under_a_retrying_strategy()
    {
        var answers = await FlushAsync("/sound", "/counts", "/throws", "/counts");
        Assert.Equal([201, 200, 500, 200], answers.Select(answer => answer.Status));
        Assert.Equal(("2", "3"), (answers[1].Body, answers[3].Body));
    }

    private protected override void Use(DbContextOptionsBuilder options) =>
        options.UseNpgsql(((PostgresDatabase)Database).ConnectionString, npgsql => npgsql.EnableRetryOnFailure(2, TimeSpan.FromMilliseconds(1), null));

    private protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();

    private async Task<long> SubtransactionsAsync() =>
        Convert.ToInt64((await Database.RowsAsync(
            "SELECT count(DISTINCT xmin::text) FROM (SELECT xmin FROM effects WHERE operation IN ('first', 'second')) AS written"))[0][0]);
}
