using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary>A database that is not there, is another one, or does not answer.</summary>
public sealed class DatabaseTests : IDisposable
{
    private const string Check = "evenkeel-database";

    private readonly ManualClock _clock = new();
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    private string File => new SqliteConnectionStringBuilder(_database.ConnectionString).DataSource;

    [Theory]
    [InlineData(";Pooling=False")]
    [InlineData("")]
    public async Task A_file_that_is_gone_is_told_also_where_a_connection_holds_it_open_and_nothing_takes_its_place(string connection)
    {
        await using var app = await HealthApp.StartAsync(clock: _clock, database: _database, connection: connection);
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        var aside = File + ".aside";
        System.IO.File.Move(File, aside);
        _clock.Advance(TimeSpan.FromSeconds(1));

        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        var told = await app.LookAsync();
        Assert.Equal(("failed", "The file of the database is not there."), told.CheckOf(Check));
        Assert.Equal([Check], told.FailingOf());
        Assert.False(System.IO.File.Exists(File));
        HealthApp.AssertBare(await app.ProbeAsync("live"), 200, "live");

        System.IO.File.Move(aside, File);
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task An_empty_database_in_its_place_is_not_the_applications()
    {
        await using var app = await HealthApp.StartAsync(clock: _clock, database: _database);
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        foreach (var each in Directory.GetFiles(Path.GetDirectoryName(File)!))
        {
            System.IO.File.Delete(each);
        }

        await System.IO.File.WriteAllBytesAsync(File, [], TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        var told = await app.LookAsync();
        Assert.Equal(("failed", "It failed; the server's log says how."), told.CheckOf(Check));
        Assert.DoesNotContain("evenkeel_ledger", told.Text, StringComparison.Ordinal);
        Assert.Contains(app.WarningsOf(2451), each => each.Contains("evenkeel_ledger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lock_that_nobody_gives_back_is_waited_for_no_longer_than_the_limit()
    {
        await using var app = await HealthApp.StartAsync(clock: _clock, database: _database, health: options => options.CheckTimeout = TimeSpan.FromMilliseconds(50));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        await using (var other = _database.Open())
        {
            // The provider waits for such a lock on the thread, and heeds no cancellation.
            Execute(other, "PRAGMA journal_mode = DELETE");
            Execute(other, "BEGIN EXCLUSIVE");
            _clock.Advance(TimeSpan.FromSeconds(1));
            var look = app.LookAsync();
            await Poll.UntilAsync(
                () =>
                {
                    _clock.Advance(TimeSpan.FromMilliseconds(50));
                    return look.IsCompleted;
                },
                TimeSpan.FromSeconds(30),
                "The look did not end.");
            Assert.Equal("failed", (await look).CheckOf(Check).Status);
            HealthApp.AssertBare(await app.ProbeAsync("live"), 200, "live");
            Execute(other, "ROLLBACK");
        }

        await Poll.UntilAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return (await app.ProbeAsync()).Status == 200;
            },
            TimeSpan.FromSeconds(30),
            () => "It did not become ready again.");
    }

    [Fact]
    public async Task A_connection_of_the_applications_own_is_left_to_its_requests()
    {
        await using var kept = new SqliteConnection("Data Source=:memory:");
        await kept.OpenAsync(TestContext.Current.CancellationToken);
        await using var app = await HealthApp.StartAsync(new TestAppOptions
        {
            Clock = _clock,
            Context = (services, _) => services.AddDbContext<NotesDb>(db => db.UseSqlite(kept)),
        });
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
