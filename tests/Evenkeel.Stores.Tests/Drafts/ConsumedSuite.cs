using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Sharing;

namespace Evenkeel.Stores.Tests.Drafts;

/// <summary>A draft is gone exactly when the operation that consumes it takes effect, by whatever way it is committed.</summary>
[Trait("Show", "5.7")]
public abstract class ConsumedSuite : IAsyncLifetime
{
    private readonly CommitCount _commits = new();
    private DraftApp _app = null!;

    private protected TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await CreateAsync();
        _app = await DraftApp.StartAsync(Database, new StoppedTime(), _commits);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<TestDatabase> CreateAsync();

    [Theory]
    [InlineData("/sound")]
    [InlineData("/single")]
    [InlineData("/once")]
    [InlineData("/alone")]
    [InlineData("/idle")]
    [InlineData("/adopted")]
    [InlineData("/owns")]
    public async Task What_takes_effect_consumes_up_to_its_revision_once(string path)
    {
        await SaveAsync("draft", 2);
        Assert.Equal(412, (await _app.Client.SaveAsync("draft", 1, "late", "other")).Status);
        var operation = new TestOperation { Path = path };
        Assert.Equal(201, (await _app.Client.CommandAsync(operation, "draft;2")).Status);
        Assert.Equal(new DraftState(2, null, ""), await _app.Client.ReadAsync("draft"));
        Assert.Equal(0, await Database.CountAsync("evenkeel_draft_other"));
        Assert.True((await _app.Client.SaveAsync("draft", 1, "late")).Is("draft-consumed"));

        await SaveAsync("draft", 1);
        Assert.True((await _app.Client.CommandAsync(operation, "draft;2")).Replayed);
        Assert.Equal(new DraftState(3, "3", ""), await _app.Client.ReadAsync("draft"));
    }

    [Theory]
    [InlineData("/rejects", 409)]
    [InlineData("/throws", 500)]
    [InlineData("/rolls-back", 500)]
    [InlineData("/defers", 500)]
    [InlineData("/single-rejects", 409)]
    [InlineData("/once-rejects", 409)]
    [InlineData("/adopted-rejects", 409)]
    [InlineData("/owns-rejects", 409)]
    public async Task What_is_refused_leaves_its_draft(string path, int status)
    {
        await DeferredTablesAsync();
        await SaveAsync("draft", 1);
        Assert.Equal(status, (await _app.Client.CommandAsync(new TestOperation { Path = path }, "draft;1")).Status);
        Assert.Equal(new DraftState(1, "1", ""), await _app.Client.ReadAsync("draft"));
    }

    [Theory]
    [InlineData("/sound")]
    [InlineData("/single")]
    public async Task Newer_typing_survives(string path)
    {
        await SaveAsync("draft", 3);
        Assert.Equal(201, (await _app.Client.CommandAsync(new TestOperation { Path = path }, "draft;2")).Status);
        Assert.Equal(new DraftState(3, "3", ""), await _app.Client.ReadAsync("draft"));
        Assert.Equal(410, (await _app.Client.SaveAsync("draft", 1, "late")).Status);
        Assert.Equal(200, (await _app.Client.SaveAsync("draft", 3, "4")).Status);
    }

    [Fact]
    public async Task A_save_that_comes_after_its_command_does_not_resurrect_the_draft()
    {
        Assert.Equal(201, (await _app.Client.CommandAsync(new TestOperation { Path = "/sound" }, "draft;1")).Status);
        Assert.Equal(410, (await _app.Client.SaveAsync("draft", 0, "1")).Status);
        Assert.Equal(new DraftState(1, null, ""), await _app.Client.ReadAsync("draft"));
    }

    [Theory]
    [InlineData("/sound")]
    [InlineData("/single")]
    public async Task A_revision_that_somebody_else_has_made_meanwhile_is_not_taken_for_the_callers(string path)
    {
        // Both went on from revision 1 while neither had a connection, and the other one's save was first.
        await SaveAsync("draft", 1);
        Assert.Equal(200, (await _app.Client.SaveAsync("draft", 1, "theirs", "other")).Status);
        Assert.Equal(412, (await _app.Client.SaveAsync("draft", 1, "mine", "me")).Status);
        Assert.Equal(201, (await _app.Client.CommandAsync(new TestOperation { Path = path }, "draft;2;me")).Status);
        Assert.Equal(new DraftState(2, "theirs", ""), await _app.Client.ReadAsync("draft"));
        Assert.Equal(410, (await _app.Client.SaveAsync("draft", 1, "late", "me")).Status);
        Assert.Equal(200, (await _app.Client.SaveAsync("draft", 1, "theirs", "other")).Status);
        Assert.Equal(200, (await _app.Client.SaveAsync("draft", 2, "more of theirs", "other")).Status);

        Assert.Equal(201, (await _app.Client.CommandAsync(new TestOperation { Path = path }, "draft;3;other")).Status);
        Assert.Equal(new DraftState(3, null, ""), await _app.Client.ReadAsync("draft"));
    }

    [Fact]
    public async Task Operations_that_share_a_commit_consume_with_it()
    {
        foreach (var key in (string[])["a", "b", "c"])
        {
            await SaveAsync(key, 1);
        }

        _commits.BeginAnew();
        Assert.Equal("201 409 201 201", string.Join(' ', await FlushAsync(("/sound", "a;1"), ("/rejects", "b;1"), ("/sound", "c;1"), ("/idle", "d;1"))));
        Assert.Equal(1, _commits.Commits);
        Assert.Equal((null, "1", null, 1L), ((await _app.Client.ReadAsync("a")).Typed, (await _app.Client.ReadAsync("b")).Typed, (await _app.Client.ReadAsync("c")).Typed, (await _app.Client.ReadAsync("d")).Revision));
    }

    [Theory]
    [InlineData("/rolls-back")]
    [InlineData("/defers")]
    [InlineData("/disposes")]
    [InlineData("/throws")]
    public async Task Operations_that_run_again_one_by_one_consume_once(string spoils)
    {
        await DeferredTablesAsync();
        foreach (var key in (string[])["a", "b", "c"])
        {
            await SaveAsync(key, 1);
        }

        var statuses = await FlushAsync(("/sound", "a;1"), (spoils, "b;1"), ("/sound", "c;1"));
        Assert.Equal((201, 201), (statuses[0], statuses[2]));
        Assert.Equal((null, statuses[1] >= 400 ? "1" : null, null), ((await _app.Client.ReadAsync("a")).Typed, (await _app.Client.ReadAsync("b")).Typed, (await _app.Client.ReadAsync("c")).Typed));
        Assert.Equal(2, await Database.CountAsync("effects WHERE operation = 'sound'"));
    }

    [Fact]
    public async Task Many_commands_at_once_consume_each_its_own_beside_saves()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (number, _) =>
        {
            var key = $"draft{number}";
            Assert.Equal(200, (await _app.Client.SaveAsync(key, 0, "1")).Status);
            var late = _app.Client.SaveAsync(key, 0, "late", "other");
            Assert.Equal(201, (await _app.Client.CommandAsync(new TestOperation { Path = number % 2 == 0 ? "/sound" : "/adopted" }, $"{key};1")).Status);
            Assert.Contains((await late).Status, (int[])[410, 412]);
            Assert.Equal(new DraftState(1, null, ""), await _app.Client.ReadAsync(key));
        });
        Assert.Equal((40, 0), (await Database.CountAsync("effects"), await Database.CountAsync("evenkeel_draft_other")));
    }

    private async Task SaveAsync(string key, int times)
    {
        var follows = (await _app.Client.ReadAsync(key)).Revision;
        for (var each = 0; each < times; each++)
        {
            Assert.Equal(200, (await _app.Client.SaveAsync(key, follows, $"{++follows}")).Status);
        }
    }

    private async Task<int[]> FlushAsync(params (string Path, string Draft)[] lines)
    {
        TestOperation[] operations = [.. lines.Select(line => new TestOperation { Path = line.Path, Lane = Guid.NewGuid().ToString() })];
        var flush = await _app.Operations.FlushAsync([.. operations.Select((operation, at) => DraftClient.Line(operation, lines[at].Draft))]);
        return [.. operations.Select(operation => flush.ById[operation.Id.ToString()].Status)];
    }

    private async Task DeferredTablesAsync()
    {
        await Database.ExecuteAsync("CREATE TABLE parents (id integer PRIMARY KEY)");
        await Database.ExecuteAsync("CREATE TABLE children (parent integer REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)");
    }
}

public sealed class SqliteConsumedTests : ConsumedSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresConsumedTests : ConsumedSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
