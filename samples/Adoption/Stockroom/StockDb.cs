using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;
using Stockroom.Accounts;
using Stockroom.Movements;
using Stockroom.Prices;
using Stockroom.Products;

namespace Stockroom;

public sealed class StockDb(DbContextOptions<StockDb> options) : DbContext(options)
{
    public DbSet<StockUser> Users => Set<StockUser>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Movement> Movements => Set<Movement>();

    public DbSet<PriceChange> PriceChanges => Set<PriceChange>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEvenkeel(schema: 1);
        modelBuilder.Entity<StockUser>().HasIndex(user => user.NormalizedUserName).IsUnique();
        modelBuilder.Entity<Product>(product =>
        {
            product.HasIndex(row => row.Sku).IsUnique();
            product.Property(row => row.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<Movement>(movement =>
        {
            movement.Property(row => row.State).HasConversion<string>();
            movement.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
        });
    }
}
