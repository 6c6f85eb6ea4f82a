using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>The drafts in the application's model, since version 5 of the tables. Every name is explicit, as in the ledger.</summary>
internal static class DraftModel
{
    public const string Drafts = "evenkeel_draft";
    public const string Others = "evenkeel_draft_other";

    public static void Apply(ModelBuilder model)
    {
        model.Entity<DraftRow>(row =>
        {
            row.ToTable(Drafts);
            row.HasKey(r => new { r.Tenant, r.User, r.Key }).HasName("pk_evenkeel_draft");
            row.Property(r => r.Tenant).HasColumnName("tenant");
            row.Property(r => r.User).HasColumnName("user_id");
            row.Property(r => r.Key).HasColumnName("draft_key");
            row.Property(r => r.Revision).HasColumnName("rev");
            row.Property(r => r.Consumed).HasColumnName("consumed");
            row.Property(r => r.At).HasColumnName("at");
            row.Property(r => r.Day).HasColumnName("day");
            row.Property(r => r.By).HasColumnName("saved_by");
            row.Property(r => r.Form).HasColumnName("form");
            row.Property(r => r.Bytes).HasColumnName("bytes");
            row.Property(r => r.Content).HasColumnName("content");
            row.HasIndex(r => r.Day).HasDatabaseName("ix_evenkeel_draft_day");
        });
        model.Entity<DraftOtherRow>(row =>
        {
            row.ToTable(Others);
            row.HasKey(r => new { r.Tenant, r.User, r.Key, r.By }).HasName("pk_evenkeel_draft_other");
            row.Property(r => r.Tenant).HasColumnName("tenant");
            row.Property(r => r.User).HasColumnName("user_id");
            row.Property(r => r.Key).HasColumnName("draft_key");
            row.Property(r => r.By).HasColumnName("saved_by");
            row.Property(r => r.At).HasColumnName("at");
            row.Property(r => r.Form).HasColumnName("form");
            row.Property(r => r.Bytes).HasColumnName("bytes");
            row.Property(r => r.Content).HasColumnName("content");
        });
    }
}
