using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.TestServer.Data;

/// <summary>The application's own tables, with Evenkeel's beside them.</summary>
internal sealed class TestDb(DbContextOptions<TestDb> options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    public DbSet<LaneTotal> Totals => Set<LaneTotal>();

    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEvenkeel(schema: 5);
        modelBuilder.Entity<Effect>(effect =>
        {
            effect.ToTable("effects").HasIndex(e => e.Lane);
            effect.Property(e => e.Id).HasColumnName("id");
            effect.Property(e => e.Tenant).HasColumnName("tenant");
            effect.Property(e => e.User).HasColumnName("user_id");
            effect.Property(e => e.Lane).HasColumnName("lane");
            effect.Property(e => e.Seq).HasColumnName("seq");
            effect.Property(e => e.Operation).HasColumnName("operation");
            effect.Property(e => e.Payload).HasColumnName("payload");
        });
        modelBuilder.Entity<LaneTotal>(total =>
        {
            total.ToTable("lane_totals").HasKey(t => t.Lane);
            total.Property(t => t.Lane).HasColumnName("lane");
            total.Property(t => t.Total).HasColumnName("total");
        });
        modelBuilder.Entity<Note>(note =>
        {
            note.ToTable("notes").HasKey(n => new { n.Tenant, n.Id });
            note.Property(n => n.Tenant).HasColumnName("tenant");
            note.Property(n => n.Id).HasColumnName("id");
            note.Property(n => n.Text).HasColumnName("text");
        });
    }
}
