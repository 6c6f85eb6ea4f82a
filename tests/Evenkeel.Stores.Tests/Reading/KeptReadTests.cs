using System.Data;
using Evenkeel.AspNetCore;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.Stores.Tests.Sharing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.Stores.Tests.Reading;

/// <summary>Queries on SQLite read over connections that stay open for a moment; whatever needs the connection of its own context has it.</summary>
public sealed class KeptReadTests : IAsyncLifetime
{
    private readonly SqliteDatabase _database = new();
    private readonly ReadStatements _statements = new();
    private StoreApp _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync() => await StartAsync(_statements);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_query_reads_over_a_kept_connection_and_an_endpoint_that_is_none_over_its_own()
    {
        await AddAsync("one");
        Assert.Equal("1 1", await GetAsync("/twice"));
        Assert.Equal((2, 0), (_statements.Kept, _statements.Own));
        Assert.Equal("1", await GetAsync("/adopted"));
        Assert.Equal((3, 0), (_statements.Kept, _statements.Own));
        Assert.Equal("1", await GetAsync("/plain"));
        Assert.Equal((3, 1), (_statements.Kept, _statements.Own));
    }

    [Fact]
    public async Task Each_query_sees_what_was_committed_before_it_also_beside_others()
    {
        for (var count = 1; count <= 50; count++)
        {
            await AddAsync("more");
            var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => GetAsync("/twice")));
            Assert.All(seen, each => Assert.Equal($"{count} {count}", each));
        }

        Assert.Equal((800, 0), (_statements.Kept, _statements.Own));
    }

    [Fact]
    public async Task A_query_that_has_a_transaction_reads_in_it()
    {
        Assert.Equal("1", await GetAsync("/in-transaction"));
        Assert.Equal("0 0", await GetAsync("/twice"));
    }

    [Fact]
    public async Task A_query_that_has_opened_its_connection_reads_over_it()
    {
        await AddAsync("here");
        Assert.Equal("0", await GetAsync("/opened"));
        Assert.Equal("1 1", await GetAsync("/twice"));
    }

    [Fact]
    public async Task A_statement_is_read_to_its_end_while_its_context_reads_on()
    {
        await AddAsync("one");
        await AddAsync("two");
        Assert.Equal("one of 2, two of 2", await GetAsync("/nested"));
    }

    [Theory]
    [InlineData("/one-moment")]
    [InlineData("/one-moment-at-once")]
    public async Task What_a_context_reads_meanwhile_is_of_the_same_moment(string path)
    {
        await AddAsync("one");
        await AddAsync("two");
        Assert.Equal("2, 2, then 4", await GetAsync(path));
        Assert.Equal("4 4", await GetAsync("/twice"));
    }

    [Fact]
    public async Task Without_a_write_ahead_log_a_reader_may_wait_for_nobody_and_reads_over_its_own()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        await _database.ExecuteAsync("PRAGMA journal_mode = DELETE");
        await StartAsync(_statements);
        await AddAsync("one");
        await AddAsync("two");
        Assert.Equal("2 2", await GetAsync("/twice"));
        Assert.Equal("one of 2, two of 2", await GetAsync("/nested"));
        Assert.Equal((0, 5), (_statements.Kept, _statements.Own));
    }

    [Fact]
    public async Task A_statement_that_nobody_reads_to_its_end_keeps_its_connection_from_others()
    {
        await AddAsync("one");
        await AddAsync("two");
        Assert.Equal("one", await GetAsync("/abandoned"));
        await AddAsync("three");
        Assert.Equal("3 3", await GetAsync("/twice"));
    }

    [Fact]
    public async Task A_connection_whose_statement_nobody_read_to_its_end_is_closed_once_its_context_is_gone()
    {
        await AddAsync("one");
        await AddAsync("two");
        Assert.Equal("one", await GetAsync("/abandoned"));
        var abandoned = _statements.Last!;
        Assert.Equal(ConnectionState.Open, abandoned.State);

        // By the next answer on its connection the request before has ended.
        Assert.Equal("2", await GetAsync("/plain"));
        await StopOwnWorkAsync();
        await MakeAnewAsync();
        Assert.Equal(ConnectionState.Closed, abandoned.State);
        Assert.Equal("0 0", await GetAsync("/twice"));
    }

    [Fact]
    public async Task The_time_out_of_the_context_holds()
    {
        await GetAsync("/patient");
        Assert.Equal((1, 17), (_statements.Kept, _statements.LastTimeout));
        await GetAsync("/twice");
        Assert.Equal((3, 5), (_statements.Kept, _statements.LastTimeout));
    }

    [Fact]
    public async Task A_function_that_only_its_own_connection_knows_is_found_there()
    {
        await AddAsync("quiet");
        Assert.Equal("1 1", await GetAsync("/twice"));
        Assert.Equal("QUIET", await GetAsync("/shouted"));
        Assert.Equal("QUIET", await GetAsync("/shouted"));
        Assert.Equal("1 1", await GetAsync("/twice"));
        Assert.Equal(3, _statements.Kept);
    }

    [Fact]
    public async Task An_error_of_the_database_is_the_handlers()
    {
        Assert.Equal("SQLite Error 1: 'no such function: shout'.", await GetAsync("/shouted-untaught"));
        await AddAsync("one");
        Assert.Equal("1 1", await GetAsync("/twice"));
        Assert.Equal((3, 1), (_statements.Kept, _statements.Own));
    }

    [Fact]
    public async Task Where_the_application_listens_to_connections_that_are_opened_each_context_opens_its_own()
    {
        var opened = new OpenedConnections();
        await StartAgainAsync(_statements, opened);
        await AddAsync("quiet");
        await GetAsync("/twice");
        var before = opened.Opened;

        // What the application does by itself opens connections too.
        var first = NumberOf(await GetAsync("/shouted-untaught"));
        var second = NumberOf(await GetAsync("/shouted-untaught"));
        Assert.InRange(first, before + 1, second - 1);
        Assert.Equal(0, _statements.Kept);
    }

    [Fact]
    public async Task A_database_that_is_made_anew_is_read_at_once()
    {
        await StopOwnWorkAsync();
        await AddAsync("old");
        Assert.Equal("1 1", await GetAsync("/twice"));
        await MakeAnewAsync();
        Assert.Equal("0 0", await GetAsync("/twice"));
        Assert.Equal((4, 0), (_statements.Kept, _statements.Own));
    }

    [Fact]
    public async Task A_pooled_context_that_somebody_left_open_is_lent_and_closed()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await StartAsync(services => services.AddDbContextPool<ReadingDb>(options => _database.Use(options.AddInterceptors(_statements))));
        await LeaveOpenAsync(contexts: 8);
        await AddAsync("one");
        Assert.Equal("1 1", await GetAsync("/twice"));
        Assert.Equal((2, 0), (_statements.Kept, _statements.Own));

        // Its end closes what it kept.
        await StartAgainAsync(_statements);
        Assert.Equal("1 1", await GetAsync("/twice"));
    }

    private async Task StopOwnWorkAsync()
    {
        // SQLite forgives nobody who uses the file while it is replaced: neither this instance's heartbeat.
        foreach (var service in _app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            await service.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task LeaveOpenAsync(int contexts)
    {
        var scopes = Enumerable.Range(0, contexts).Select(_ => _app.Services.CreateAsyncScope()).ToList();
        foreach (var scope in scopes)
        {
            await scope.ServiceProvider.GetRequiredService<ReadingDb>().Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        }

        foreach (var scope in scopes)
        {
            await scope.DisposeAsync();
        }
    }

    private async Task MakeAnewAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ReadingDb>().Database;
        var file = database.GetDbConnection().DataSource;
        await database.EnsureDeletedAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(file)!));
        await database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/one-moment", (ReadingDb db) => OneMomentAsync(db, () => db.Effects.CountAsync()));
        routes.MapQuery("/one-moment-at-once", (ReadingDb db) => OneMomentAsync(db, () => Task.FromResult(db.Effects.Count())));
        routes.MapQuery("/twice", async (ReadingDb db) => $"{await db.Effects.CountAsync()} {await db.Effects.CountAsync()}");
        routes.MapGet("/adopted", async (ReadingDb db) => $"{await db.Effects.CountAsync()}").AsQuery();
        routes.MapGet("/plain", async (ReadingDb db) => $"{await db.Effects.CountAsync()}");
        routes.MapQuery("/in-transaction", async (ReadingDb db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Effects.Add(new() { Operation = "never committed" });
            await db.SaveChangesAsync();
            return $"{await db.Effects.CountAsync()}";
        });
        routes.MapQuery("/opened", async (ReadingDb db) =>
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("CREATE TEMP TABLE effects (id integer, operation text)");
            var count = await db.Effects.CountAsync();
            await db.Database.ExecuteSqlRawAsync("DROP TABLE temp.effects");
            return $"{count}";
        });
        routes.MapQuery("/nested", async (ReadingDb db) =>
        {
            var found = new List<string>();
            await foreach (var effect in db.Effects.AsNoTracking().OrderBy(each => each.Id).AsAsyncEnumerable())
            {
                found.Add($"{effect.Operation} of {await db.Effects.CountAsync()}");
            }

            return string.Join(", ", found);
        });
        routes.MapQuery("/abandoned", async (ReadingDb db) =>
        {
            var rows = db.Effects.AsNoTracking().OrderBy(each => each.Id).AsAsyncEnumerable().GetAsyncEnumerator();
            await rows.MoveNextAsync();
            return rows.Current.Operation;
        });
        routes.MapQuery("/patient", async (ReadingDb db) =>
        {
            db.Database.SetCommandTimeout(17);
            return await db.Effects.CountAsync();
        });
        routes.MapQuery("/shouted", async (ReadingDb db) =>
        {
            db.TeachToShout();
            return await db.Effects.Select(each => ReadingDb.Shout(each.Operation)).SingleAsync();
        });
        routes.MapQuery("/shouted-untaught", async (ReadingDb db) =>
        {
            try
            {
                return await db.Effects.Select(each => ReadingDb.Shout(each.Operation)).SingleAsync();
            }
            catch (System.Data.Common.DbException error)
            {
                return error.Message;
            }
        });
    }

    private async Task<string> OneMomentAsync(ReadingDb db, Func<Task<int>> count)
    {
        var found = new List<int>();
        await foreach (var effect in db.Effects.AsNoTracking().OrderBy(each => each.Id).AsAsyncEnumerable())
        {
            await AddAsync("meanwhile");
            found.Add(await count());
        }

        return $"{string.Join(", ", found)}, then {await count()}";
    }

    private async Task StartAgainAsync(params IInterceptor[] interceptors)
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await StartAsync(interceptors);
    }

    private Task StartAsync(params IInterceptor[] interceptors) =>
        StartAsync(services => services.AddDbContext<ReadingDb>(options => _database.Use(options.AddInterceptors(interceptors))));

    private async Task StartAsync(Action<IServiceCollection> addContext)
    {
        _app = await StoreApp.StartAsync<ReadingDb>(Map, services => addContext(services.AddSingleton<TimeProvider>(new StoppedTime())));
        _http = new HttpClient { BaseAddress = _app.BaseAddress };
    }

    private static int NumberOf(string shouted) => int.Parse(shouted["quiet ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private Task AddAsync(string operation) => _database.ExecuteAsync($"INSERT INTO effects (operation) VALUES ('{operation}')");

    private Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
