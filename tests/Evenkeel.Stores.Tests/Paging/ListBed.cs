using System.Linq.Expressions;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Paging;
using Evenkeel.Stores.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Paging;

/// <summary>A list on a database, and ways to order and to walk it.</summary>
internal sealed class ListBed : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    private ListBed(TestDatabase database, ServiceProvider services)
    {
        (Database, _services, _scope) = (database, services, services.CreateAsyncScope());
        Db = _scope.ServiceProvider.GetRequiredService<EntryDb>();
    }

    /// <summary>What a list may be ordered by.</summary>
    public static IReadOnlyList<LambdaExpression> Keys { get; } =
    [
        Key(e => e.Rank), Key(e => e.Score), Key(e => e.Name), Key(e => e.Note), Key(e => e.At), Key(e => e.Due), Key(e => e.Done), Key(e => e.Token), Key(e => e.Price),
        Key(e => e.Stage), Key(e => e.Earlier), Key(e => e.Code), Key(e => e.Seen), Key(e => e.Owner!.Name), Key(e => e.Owner!.Level), Key(e => e.Name.Length), Key(e => e.Rank + e.Score), Key(e => e.Id),
    ];

    public TestDatabase Database { get; }

    public EntryDb Db { get; }

    public static async Task<ListBed> CreateAsync(TestDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<EntryDb>(database.Use);
        services.AddEvenkeel().UseStore<EntryDb>();
        var bed = new ListBed(database, services.BuildServiceProvider());
        await bed.Db.Database.EnsureCreatedAsync();
        return bed;
    }

    /// <summary>Orders a query by some of <see cref="Keys"/>.</summary>
    public static IQueryable<Entry> Order(IQueryable<Entry> entries, IEnumerable<(int Key, bool Descending)> by)
    {
        var (expression, verb) = (entries.Expression, "OrderBy");
        foreach (var (key, descending) in by)
        {
            expression = Expression.Call(typeof(Queryable), verb + (descending ? "Descending" : ""), [typeof(Entry), Keys[key].ReturnType], expression, Expression.Quote(Keys[key]));
            verb = "ThenBy";
        }

        return entries.Provider.CreateQuery<Entry>(expression);
    }

    /// <summary>Reads page after page.</summary>
    /// <param name="query">The list.</param>
    /// <param name="request">The first page's.</param>
    /// <param name="backwards">From a page's beginning towards that of the list.</param>
    /// <param name="between">Is done between two pages.</param>
    public static async Task<(List<Entry> Rows, string? End)> WalkAsync(IQueryable<Entry> query, PageRequest request, bool backwards = false, Func<Task>? between = null)
    {
        var (rows, end) = (new List<Entry>(), (string?)null);
        while (true)
        {
            var page = await query.AsNoTracking().ToPageAsync(request);
            Assert.True(page.Items.Count <= request.Size);
            rows.InsertRange(backwards ? 0 : rows.Count, page.Items);
            end = backwards ? page.Next : page.Previous;
            if ((backwards ? page.Previous : page.Next) is not { } cursor)
            {
                return (rows, end);
            }

            request = backwards ? request with { Before = cursor, After = null } : request with { After = cursor, Before = null };
            await (between?.Invoke() ?? Task.CompletedTask);
        }
    }

    public async Task FillAsync(IEnumerable<Entry> entries)
    {
        Db.ChangeTracker.Clear();
        await Db.Entries.ExecuteDeleteAsync();
        if (!await Db.Owners.AnyAsync())
        {
            Db.Owners.AddRange(Enumerable.Range(1, 3).Select(id => new Owner { Id = id, Name = $"Owner {id % 2}", Level = id / 2 }));
        }

        Db.Entries.AddRange(entries);
        await Db.SaveChangesAsync();
        Db.ChangeTracker.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static Expression<Func<Entry, T>> Key<T>(Expression<Func<Entry, T>> key) => key;
}
