using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>An application's context: one table of its own, and Evenkeel's.</summary>
internal class StoreDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    protected virtual int Schema => 5;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEvenkeel(Schema);
        modelBuilder.Entity<Effect>(effect =>
        {
            effect.ToTable("effects");
            effect.Property(e => e.Id).HasColumnName("id");
            effect.Property(e => e.Operation).HasColumnName("operation");
        });
    }

    internal sealed class Effect
    {
        public long Id { get; init; }

        public required string Operation { get; init; }
    }
}

/// <summary>The same with the first version of Evenkeel's tables.</summary>
internal sealed class FirstDb(DbContextOptions options) : StoreDb(options)
{
    protected override int Schema => 1;
}

/// <summary>The same with the second one.</summary>
internal sealed class SecondDb(DbContextOptions options) : StoreDb(options)
{
    protected override int Schema => 2;
}

/// <summary>The same with the third one.</summary>
internal sealed class ThirdDb(DbContextOptions options) : StoreDb(options)
{
    protected override int Schema => 3;
}

/// <summary>The same with the fourth one.</summary>
internal sealed class FourthDb(DbContextOptions options) : StoreDb(options)
{
    protected override int Schema => 4;
}

/// <summary>The same in a schema of the application's.</summary>
internal sealed class CrmDb(DbContextOptions options) : StoreDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("crm");
        base.OnModelCreating(modelBuilder);
    }
}
