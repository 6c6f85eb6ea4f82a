using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Sharing;

/// <summary>The operations of a flush share a commit, and none is harmed by what another one does to it.</summary>
[Trait("Show", "2.2")]
public abstract class GroupSuite : IAsyncLifetime
{
    private readonly CommitCount _commits = new();

    private protected StoreApp App { get; private set; } = null!;

    private protected TestDatabase Database { get; private set; } = null!;

    private protected int Commits => _commits.Commits;

    public async ValueTask InitializeAsync()
    {
        Database = await CreateAsync();
        App = await StoreApp.StartAsync(
            Database,
            routes => Members.Map(routes, Database),
            services => services.AddSingleton<TimeProvider>(new StoppedTime()).AddDbContextPool<StoreDb>(options => Use(options.AddInterceptors(_commits))),
            ledger => ledger.WriteWait = TimeSpan.FromSeconds(2));
        await Database.ExecuteAsync("CREATE UNIQUE INDEX one_unique ON effects (operation) WHERE operation = 'unique'");
        await Database.ExecuteAsync("INSERT INTO effects (operation) VALUES ('unique')");
        await Database.ExecuteAsync("CREATE TABLE parents (id integer PRIMARY KEY)");
        await Database.ExecuteAsync("CREATE TABLE children (parent integer REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)");
        await Database.ExecuteAsync(FragileTable);
        await Database.ExecuteAsync("INSERT INTO fragile VALUES (1)");
        _commits.BeginAnew();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Sixty_operations_share_one_commit_and_the_next_begin_another()
    {
        var answers = await FlushAsync([.. Enumerable.Repeat("/sound", 60)]);
        Assert.All(answers, answer => Assert.Equal((201, false), (answer.Status, answer.Replayed)));
        Assert.Equal((1, 60), (_commits.Commits, await LedgerAsync()));

        await FlushAsync([.. Enumerable.Repeat("/sound", 61)]);
        Assert.Equal((3, 121), (_commits.Commits, await LedgerAsync()));
        Assert.Equal(121, await EffectsAsync("sound"));
    }

    [Fact]
    public async Task Later_operations_of_a_flush_see_what_earlier_ones_wrote()
    {
        var answers = await FlushAsync("/counts", "/sound", "/counts");
        Assert.Equal(["1", "", "3"], answers.Select(answer => answer.Body));
        Assert.Equal(1, _commits.Commits);
    }

    [Fact]
    public async Task The_same_operation_twice_in_a_flush_has_one_effect()
    {
        var operation = new TestOperation { Path = "/sound" };
        var lines = new[] { operation.Line, new TestOperation { Path = "/sound" }.Line, operation.Line };
        var flush = await App.Client.FlushAsync(lines);
        Assert.Equal((2, true), (flush.ById.Count, flush.ById[operation.Id.ToString()].Replayed));
        Assert.Equal((2, 2), (await EffectsAsync("sound"), await LedgerAsync()));
        Assert.Equal(1, _commits.Commits);
    }

    [Theory]
    [InlineData("/throws", 500)]
    [InlineData("/cancels", 500)]
    [InlineData("/rejects", 409)]
    [InlineData("/rolls-back", 500)]
    [InlineData("/commits", 500)]
    [InlineData("/rolls-back-past-ef", 500)]
    [InlineData("/defers", 500)]
    public async Task One_that_fails_leaves_nothing_and_its_neighbours_are_unharmed(string path, int status)
    {
        var answers = await FlushAsync("/sound", path, "/sound", "/counts");
        Assert.Equal([201, status, 201, 200], answers.Select(answer => answer.Status));
        Assert.All(answers, answer => Assert.False(answer.Replayed));
        Assert.Equal("3", answers[3].Body);
        Assert.Equal((2, 0, 3), (await EffectsAsync("sound"), await EffectsAsync("spoiled") + await EffectsAsync("rejected"), await LedgerAsync()));
        Assert.Equal(0, await Database.CountAsync("children"));
        Assert.Equal(201, (await FlushAsync("/sound", "/sound"))[1].Status);
    }

    [Fact]
    public async Task One_whose_save_failed_and_that_goes_on_leaves_what_it_would_leave_by_itself()
    {
        var answers = await FlushAsync("/sound", "/goes-on", "/sound");
        Assert.Equal([201, 200, 201], answers.Select(answer => answer.Status));
        Assert.Equal((2, 0, 1, 3), (await EffectsAsync("sound"), await EffectsAsync("partly"), await EffectsAsync("instead, after 0"), await LedgerAsync()));
    }

    [Theory]
    [InlineData("/disposes", "spoiled")]
    [InlineData("/leaves-open", "left")]
    [InlineData("/big", "big")]
    [InlineData("/settings", "settings")]
    [InlineData("/alone", "sound")]
    [InlineData("/adopted", "sound")]
    public async Task One_that_is_odd_takes_effect_once_and_its_neighbours_too(string path, string effect)
    {
        var odd = new TestOperation { Path = path };
        string[] lines = [new TestOperation { Path = "/counts" }.Line, odd.Line, new TestOperation { Path = "/counts" }.Line];
        var flush = await App.Client.FlushAsync(lines);
        Assert.Equal((true, 3), (flush.IsWhole, flush.ById.Count));
        Assert.All(flush.ById.Values, answer => Assert.True(answer is { IsDone: true, Replayed: false }, $"{answer.Status}"));
        Assert.Equal((1, 2, 3), (await EffectsAsync(effect), await EffectsAsync("counted"), await LedgerAsync()));
        Assert.True((await App.Client.SendAsync(odd))!.Replayed);
    }

    [Fact]
    public async Task Settings_of_one_operations_transaction_do_not_reach_the_next()
    {
        var answers = await FlushAsync("/sound", "/settings", "/reads-settings", "/sound");
        Assert.Equal([201, 200, 200, 201], answers.Select(answer => answer.Status));
        Assert.Equal(("", 2), (answers[2].Body.Trim('"'), _commits.Commits));
    }

    /// <summary>The application's provider, with what makes this suite quick.</summary>
    private protected virtual void Use(DbContextOptionsBuilder options) => Database.Use(options);

    private protected abstract string FragileTable { get; }

    private protected abstract Task<TestDatabase> CreateAsync();

    private protected async Task<Answer[]> FlushAsync(params string[] paths)
    {
        TestOperation[] operations = [.. paths.Select(path => new TestOperation { Path = path, Lane = Guid.NewGuid().ToString() })];
        var flush = await App.Client.FlushAsync([.. operations.Select(operation => operation.Line)]);
        Assert.True(flush.IsWhole, $"{flush.Status}");
        return [.. operations.Select(operation => flush.ById[operation.Id.ToString()])];
    }

    private protected Task<long> EffectsAsync(string operation) => Database.CountAsync($"effects WHERE operation = '{operation}'");

    private protected Task<long> LedgerAsync() => Database.CountAsync("evenkeel_ledger");
}
