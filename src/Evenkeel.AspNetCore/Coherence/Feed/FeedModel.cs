using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>The change feed in the application's model, since version 4 of the tables. Every name is explicit, as in the ledger.</summary>
internal static class FeedModel
{
    public const string Changes = "evenkeel_change";
    public const string State = "evenkeel_feed";

    public static void Apply(ModelBuilder model)
    {
        model.Entity<ChangeRow>(row =>
        {
            row.ToTable(Changes);
            row.HasKey(r => r.Id).HasName("pk_evenkeel_change");
            row.Property(r => r.Id).HasColumnName("id").ValueGeneratedOnAdd();
            row.Property(r => r.Xid).HasColumnName("xid");
            row.Property(r => r.Tags).HasColumnName("tags");
            row.Property(r => r.At).HasColumnName("at");
            row.HasIndex(r => r.Xid).HasDatabaseName("ix_evenkeel_change_xid");
            row.HasIndex(r => r.At).HasDatabaseName("ix_evenkeel_change_at");
        });
        model.Entity<FeedStateRow>(row =>
        {
            row.ToTable(State);
            row.HasKey(r => r.Name).HasName("pk_evenkeel_feed");
            row.Property(r => r.Name).HasColumnName("name");
            row.Property(r => r.Value).HasColumnName("value");
        });
    }
}
