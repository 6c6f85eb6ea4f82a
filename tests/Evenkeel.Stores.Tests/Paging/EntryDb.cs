using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Paging;

/// <summary>A context with lists.</summary>
internal sealed class EntryDb(DbContextOptions<EntryDb> options) : DbContext(options)
{
    public DbSet<Entry> Entries => Set<Entry>();

    public DbSet<Owner> Owners => Set<Owner>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEvenkeel(schema: 4);
        modelBuilder.Entity<Owner>().Property(owner => owner.Id).ValueGeneratedNever();
        modelBuilder.Entity<Entry>(entry =>
        {
            entry.ToTable("entries");
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.Stage).HasConversion<string>();
            entry.Property(e => e.Code).HasConversion(code => code.Text, text => new Code(text));
            entry.Property(e => e.Seen).HasConversion(seen => seen.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
        });
    }
}
