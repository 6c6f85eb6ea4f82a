using Microsoft.EntityFrameworkCore;

namespace CacheServer.Items;

/// <summary>The table that all contenders read.</summary>
internal abstract class ItemsDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Item> Items => Set<Item>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Item>(item =>
    {
        item.HasIndex(row => new { row.Shelf, row.Name, row.Id });
        item.HasIndex(row => new { row.Name, row.Id });
    });
}
