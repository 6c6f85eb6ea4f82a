using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace FlushServer.Items;

[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class ItemsDb(DbContextOptions<ItemsDb> options) : DbContext(options)
{
    public DbSet<Item> Items => Set<Item>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Item>().HasIndex(item => new { item.Run, item.OperationId });
        modelBuilder.AddEvenkeel(schema: 1);
    }
}
