using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>An application that caches some queries, and writes in whatever way a test wants.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private static readonly Dictionary<string, Func<ShopDb, Task<List<string>>>> Queries = new()
    {
        ["clients"] = db => db.Clients.OrderBy(each => each.Id).Select(each => each.Name).ToListAsync(),
        ["all"] = db => db.Opportunities.OrderBy(each => each.Id).Select(each => each.Title).ToListAsync(),
        ["of 1"] = db => db.Opportunities.Where(each => each.ClientId == 1).OrderBy(each => each.Id).Select(each => each.Title).ToListAsync(),
        ["of 2"] = db => db.Opportunities.Where(each => each.ClientId == 2).OrderBy(each => each.Id).Select(each => each.Title).ToListAsync(),
        ["products"] = db => db.Products.OrderBy(each => each.Id).Select(each => each.Name).ToListAsync(),
        ["counts"] = db => db.ProductCounts.Select(each => each.Total.ToString()).ToListAsync(),
        ["view"] = db => db.OpenOpportunities.OrderBy(each => each.Title).Select(each => each.Title).ToListAsync(),
        ["raw view"] = db => db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM other_view ORDER BY name").ToListAsync(),
    };

    private readonly KeelHost _host;
    private Func<ShopDb, IServiceProvider, Task> _write = (_, _) => Task.CompletedTask;
    private int _fills;

    private Shop(KeelHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public static IEnumerable<string> Names => Queries.Keys;

    /// <summary>Makes the tables and what is in them, and starts a node.</summary>
    public static async Task<Shop> StartAsync(TestDatabase database)
    {
        await SeedAsync(database);
        return await JoinAsync(database);
    }

    /// <summary>Starts a node on a database that is there.</summary>
    public static async Task<Shop> JoinAsync(TestDatabase database, Action<FeedOptions>? feed = null, TimeProvider? clock = null, Action<IEvenkeelBuilder>? more = null)
    {
        Shop shop = null!;
        var host = await KeelHost.StartAsync(
            builder =>
            {
                builder.Services.AddDbContext<ShopDb>(database.Use);
                builder.Services.AddDbContext<ReportDb>(database.Use);
                var keel = builder.AddEvenkeel().UseStore<ShopDb>().UseCache(options => options.Expiration = TimeSpan.FromHours(1)).ConfigureFeed(feed ?? (_ => { })).CoverContext<ReportDb>();
                more?.Invoke(keel);
            },
            app =>
            {
                app.UseEvenkeel();
                app.MapEvenkeel();
                app.MapCommand("/command", async (ShopDb db, IServiceProvider services) => await shop._write(db, services));
                app.MapPost("/adopted", async (ShopDb db, IServiceProvider services) => await shop._write(db, services)).AsCommand();
                app.MapPost("/refused", async (ShopDb db, IServiceProvider services) =>
                {
                    await shop._write(db, services);
                    return Results.BadRequest();
                }).AsCommand().RollbackOnReject();
            },
            clock);
        return shop = new Shop(host);
    }

    /// <summary>Reads every query through the cache.</summary>
    /// <returns>Those that had to be run.</returns>
    public async Task<IReadOnlyList<string>> ReadAllAsync()
    {
        List<string> run = [];
        foreach (var name in Names)
        {
            var before = _fills;
            var cached = await ReadAsync(name);
            await using var scope = Services.CreateAsyncScope();
            // Past the cache, and told to nobody.
            Assert.Equal(await Queries[name](scope.ServiceProvider.GetRequiredService<ShopDb>()), cached);
            if (_fills != before)
            {
                run.Add(name);
            }
        }

        return run;
    }

    public async Task<List<string>> ReadAsync(string name) => await Services.GetRequiredService<HybridCache>().GetOrCreateAsync(name, async _ =>
    {
        Interlocked.Increment(ref _fills);
        await using var scope = Services.CreateAsyncScope();
        NarrowedReads.Current = name.StartsWith("of ", StringComparison.Ordinal) ? new NarrowedReads(new Dictionary<string, IReadOnlyList<string>> { ["opportunities"] = [$"clients/{name[3..]}/opportunities"] }) : null;
        return await Queries[name](scope.ServiceProvider.GetRequiredService<ShopDb>());
    });

    /// <summary>Writes as a background job does, or as a request in one of its ways.</summary>
    public async Task WriteAsync(string way, Func<ShopDb, IServiceProvider, Task> write)
    {
        _write = write;
        if (way is "job" or "transaction")
        {
            await using var scope = Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
            await using var transaction = way == "job" ? null : await db.Database.BeginTransactionAsync();
            await write(db, scope.ServiceProvider);
            await (transaction?.CommitAsync() ?? Task.CompletedTask);
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/{way.Split(' ')[0]}", UriKind.Relative));
        if (!way.EndsWith("without id", StringComparison.Ordinal))
        {
            request.Headers.Add(KeelHeaders.OperationId, OperationId.Create(TimeProvider.System.GetUtcNow()).ToString());
        }

        using var answer = await _host.Http.SendAsync(request);
        Assert.Equal(way.StartsWith("refused", StringComparison.Ordinal) ? 400 : 200, (int)answer.StatusCode);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task SeedAsync(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<ShopDb>();
        database.Use(options);
        await using var db = new ShopDb(options.Options);
        await db.Database.EnsureCreatedAsync();
        await database.ExecuteAsync("CREATE VIEW open_opportunities AS SELECT \"Title\" FROM \"Opportunities\"");
        await database.ExecuteAsync("CREATE VIEW other_view AS SELECT \"Name\" AS name FROM \"Clients\"");
        db.Clients.AddRange(new ShopDb.Client { Name = "One" }, new ShopDb.Client { Name = "Two" }, new ShopDb.Client { Name = "Three" });
        db.Products.Add(new ShopDb.Product { Name = "Rope" });
        await db.SaveChangesAsync();
        db.Opportunities.AddRange(new ShopDb.Opportunity { ClientId = 1, Title = "First" }, new ShopDb.Opportunity { ClientId = 2, Title = "Second" });
        await db.SaveChangesAsync();
    }
}
