using Evenkeel.AspNetCore.Drafts;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Drafts;

/// <summary>Saves that come at the same moment, in any order, or after a month.</summary>
public abstract class SavingSuite
{
    private const int Tabs = 6;

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "5.6")]
    public async Task Of_saves_that_follow_the_same_revision_one_wins_and_the_others_are_kept_beside_it()
    {
        await using var database = await CreateAsync();
        await using var app = await DraftApp.StartAsync(database);
        for (var follows = 0; follows < 5; follows++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, Tabs).Select(tab => app.Client.SaveAsync("draft", follows, $"tab{tab} at {follows}", $"tab{tab}")));
            var winner = Array.FindIndex(answers, answer => answer.Status == 200);
            Assert.Equal((1, Tabs - 1), (answers.Count(answer => answer.Status == 200), answers.Count(answer => answer.Is("draft-conflict"))));
            var draft = await app.Client.ReadAsync("draft");
            Assert.Equal((follows + 1L, $"tab{winner} at {follows}"), (draft.Revision, draft.Typed));
            // What the winner left beside an earlier revision stays there until it is taken away.
            Assert.All(Enumerable.Range(0, Tabs).Where(tab => tab != winner), tab => Assert.Contains($"tab{tab}=tab{tab} at {follows}", draft.Others));
        }
    }

    [Fact]
    public async Task A_user_has_no_more_drafts_than_allowed_however_many_are_begun_at_once()
    {
        await using var database = await CreateAsync();
        await using var app = await DraftApp.StartAsync(database, configure: options => options.MostDrafts = 5);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => app.Client.SaveAsync($"draft{number}", 0, "x")));
        Assert.Equal((5, 15), (answers.Count(answer => answer.Status == 200), answers.Count(answer => answer.Is("too-many-drafts"))));
        Assert.Equal(5, await database.CountAsync("evenkeel_draft"));
    }

    [Fact]
    public async Task Saves_do_not_harm_commands_nor_they_saves()
    {
        await using var database = await CreateAsync();
        await using var app = await DraftApp.StartAsync(database);
        await Parallel.ForEachAsync(Enumerable.Range(0, 12), new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (number, _) =>
        {
            for (var each = 0; each < 15; each++)
            {
                Assert.Equal(number % 2 == 0 ? 200 : 201, number % 2 == 0
                    ? (await app.Client.SaveAsync($"draft{number}", each, $"{new string('x', 200 * each)}")).Status
                    : (await app.Client.CommandAsync(new TestOperation { Path = number % 4 == 1 ? "/sound" : "/adopted" }, $"other{number};{each + 1}")).Status);
            }
        });
        Assert.Equal(6 * 15, await database.CountAsync("effects"));
    }

    [Fact]
    public async Task Drafts_and_what_is_remembered_of_them_go_a_month_after_the_last_save()
    {
        await using var database = await CreateAsync();
        var clock = new ShiftedClock();
        await using var app = await DraftApp.StartAsync(database, clock);
        await app.Client.SaveAsync("old", 0, "1");
        await app.Client.SaveAsync("old", 0, "2", "other");
        await app.Client.SaveAsync("typed", 0, "1");
        await app.Client.SaveAsync("gone", 0, "1");
        await app.Client.DiscardAsync("gone", 1);
        clock.Shift(TimeSpan.FromDays(29));
        await app.Client.SaveAsync("typed", 1, "2");
        Assert.Equal(0, await PurgeAsync());
        Assert.Equal(410, (await app.Client.SaveAsync("gone", 0, "late")).Status);
        clock.Shift(TimeSpan.FromDays(3));
        Assert.Equal(3, await PurgeAsync());
        Assert.Equal(new DraftState(0, null, ""), await app.Client.ReadAsync("old"));
        Assert.Equal(new DraftState(2, "2", ""), await app.Client.ReadAsync("typed"));
        Assert.Equal((1, 0), (await database.CountAsync("evenkeel_draft"), await database.CountAsync("evenkeel_draft_other")));

        async Task<int> PurgeAsync()
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await app.Services.GetRequiredService<DraftPurge>().RunAsync(scope.ServiceProvider, CancellationToken.None);
        }
    }

    [Fact]
    [Trait("Show", "5.7")]
    public async Task Whatever_is_saved_consumed_and_discarded_in_whatever_order_it_is_as_the_model_says()
    {
        await using var database = await CreateAsync();
        await using var app = await DraftApp.StartAsync(database);
        for (var seed = 0; seed < 25; seed++)
        {
            await new RandomWalk(app, $"draft{seed}", new Random(seed)).RunAsync(steps: 30);
        }
    }
}

public sealed class SqliteSavingTests : SavingSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresSavingTests : SavingSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
