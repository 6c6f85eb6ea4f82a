using Evenkeel.AspNetCore.Paging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Paging;

/// <summary>Queries that cannot be read in pages say so, and what to write; those that can need nothing around them.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private ShelfDb _db = null!;

    public async ValueTask InitializeAsync()
    {
        await _connection.OpenAsync();
        _db = new ShelfDb(new DbContextOptionsBuilder<ShelfDb>().UseSqlite(_connection).Options);
        await _db.Database.EnsureCreatedAsync();
        _db.Books.AddRange(Enumerable.Range(1, 5).Select(id => new Book { Id = id, Part = id % 2, Title = id == 3 ? new string('x', 3000) : "same" }));
        await _db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _db.DisposeAsync();
        await _connection.DisposeAsync();
    }

    [Fact]
    public async Task A_query_without_an_order_is_told_to_have_one() =>
        Assert.Equal("The query over Book has no order, so it has no pages. Add .OrderBy(...) before ToPageAsync.", await ErrorAsync(_db.Books.Where(book => book.Part == 1)));

    [Fact]
    public async Task A_query_that_is_projected_after_its_order_is_told_where_to_project() =>
        Assert.Contains("give the projection to the page: .OrderBy(...).ToPageAsync(page, x => new Title {", await ErrorAsync(_db.Books.OrderBy(book => book.Part).Select(book => new Title { Text = book.Title })));

    [Fact]
    public async Task A_query_that_is_cut_after_its_order_is_told_to_order_last() =>
        Assert.Contains("behind Take", await ErrorAsync(_db.Books.OrderBy(book => book.Part).Take(3)));

    [Fact]
    public async Task A_projection_without_the_key_is_told_to_hold_it() =>
        Assert.Contains("Add it to the Select, as Id = x.Id", await ErrorAsync(_db.Books.Select(book => new Title { Text = book.Title }).OrderBy(title => title.Text)));

    [Fact]
    public async Task A_row_without_a_key_is_told_to_have_one() =>
        Assert.Contains("Give its entity a key", await ErrorAsync(_db.Loose.OrderBy(each => each.Text)));

    [Fact]
    public async Task An_order_that_SQLite_does_not_have_is_told_how_to_store_the_column() =>
        Assert.Contains("SQLite has no order for Lent, a DateTimeOffset", await ErrorAsync(_db.Books.OrderBy(book => book.Lent)));

    [Fact]
    public async Task A_list_in_memory_is_told_to_begin_with_a_DbSet() =>
        Assert.Contains("begin with a DbSet", await ErrorAsync(new List<Book>().AsQueryable().OrderBy(book => book.Part)));

    [Fact]
    public async Task A_value_that_is_too_long_for_a_cursor_is_told_to_be_shortened() =>
        Assert.Contains("Order by something shorter", await ErrorAsync(_db.Books.OrderByDescending(book => book.Title), 1));

    [Fact]
    public async Task A_projection_that_holds_the_key_is_ordered_by_itself()
    {
        var rows = _db.Books.Where(book => book.Id != 3).Select(book => new Title { Number = book.Id, Text = book.Title }).OrderBy(title => title.Text);
        var first = await rows.ToPageAsync(new PageRequest { Size = 3 });
        var second = await rows.ToPageAsync(new PageRequest { Size = 3, After = first.Next });
        Assert.Equal([1, 2, 4, 5], first.Items.Concat(second.Items).Select(each => each.Number));
    }

    [Fact]
    public async Task Pages_can_be_tracked_filtered_behind_the_order_and_mapped_in_memory()
    {
        var page = await _db.Books.OrderBy(book => book.Part).ThenByDescending(book => book.Id).Where(book => book.Id < 4).ToPageAsync(new PageRequest { Size = 2 });
        Assert.Equal([2, 3], page.Items.Select(book => book.Id));
        Assert.Equal(EntityState.Unchanged, _db.Entry(page.Items[0]).State);
        Assert.Equal(["2", "3"], page.Map(book => $"{book.Id}").Items);
        Assert.Equal(page.Next, page.Map(book => book.Id).Next);
    }

    [Fact]
    public async Task A_size_below_one_by_hand_is_refused() =>
        await Assert.ThrowsAnyAsync<Microsoft.AspNetCore.Http.BadHttpRequestException>(() => _db.Books.OrderBy(book => book.Id).ToPageAsync(new PageRequest { Size = 0 }));

    private static async Task<string> ErrorAsync<T>(IQueryable<T> query, int size = 2) =>
        (await Assert.ThrowsAsync<PagingException>(() => query.ToPageAsync(new PageRequest { Size = size }))).Message;

    private sealed class ShelfDb(DbContextOptions<ShelfDb> options) : DbContext(options)
    {
        public DbSet<Book> Books => Set<Book>();

        public DbSet<Slip> Loose => Set<Slip>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Slip>().HasNoKey();
    }

    private sealed class Book
    {
        public int Id { get; init; }

        public int Part { get; init; }

        public required string Title { get; init; }

        public DateTimeOffset Lent { get; init; }
    }

    private sealed class Slip
    {
        public string Text { get; init; } = "";
    }

    private sealed class Title
    {
        public int Number { get; init; }

        public required string Text { get; init; }
    }
}
