using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>Another context on the same database, which knows only products.</summary>
public sealed class ReportDb(DbContextOptions<ReportDb> options) : DbContext(options)
{
    public DbSet<ShopDb.Product> Products => Set<ShopDb.Product>();
}
