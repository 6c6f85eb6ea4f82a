using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace DraftServer.Items;

/// <summary>The context of the hand-written endpoint: Evenkeel does not know it.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class PlainDb(DbContextOptions<PlainDb> options) : DbContext(options)
{
    public static void Map(ModelBuilder model) => model.Entity<PlainDraft>(draft =>
    {
        draft.ToTable("plain_draft").HasKey(row => new { row.User, row.Key });
        draft.Property(row => row.User).HasColumnName("user_id");
        draft.Property(row => row.Key).HasColumnName("draft_key");
        draft.Property(row => row.At).HasColumnName("at");
        draft.Property(row => row.Form).HasColumnName("form");
        draft.Property(row => row.Content).HasColumnName("content");
    });

    protected override void OnModelCreating(ModelBuilder modelBuilder) => Map(modelBuilder);
}
