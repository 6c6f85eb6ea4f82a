using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Ledger;

/// <summary>The ledger in the application's model. Every name is explicit, so that naming conventions of the application do not move it.</summary>
internal static class LedgerModel
{
    public const string Table = "evenkeel_ledger";

    public static void Apply(ModelBuilder model) => model.Entity<LedgerRow>(row =>
    {
        row.ToTable(Table);
        // An id begins with its time: new rows go to the end of the index, whoever sends them, and the purge finds the old ones at its beginning.
        row.HasKey(r => new { r.OperationId, r.User, r.Tenant }).HasName("pk_evenkeel_ledger");
        row.Property(r => r.Tenant).HasColumnName("tenant");
        row.Property(r => r.User).HasColumnName("user_id");
        row.Property(r => r.OperationId).HasColumnName("operation_id");
        row.Property(r => r.State).HasColumnName("state");
        row.Property(r => r.Fingerprint).HasColumnName("fingerprint");
        row.Property(r => r.Action).HasColumnName("action");
        row.Property(r => r.Status).HasColumnName("status");
        row.Property(r => r.ContentType).HasColumnName("content_type");
        row.Property(r => r.Location).HasColumnName("location");
        row.Property(r => r.ETag).HasColumnName("etag");
        row.Property(r => r.Answer).HasColumnName("answer");
        row.Property(r => r.KeptSince).HasColumnName("kept_since");
    });
}
