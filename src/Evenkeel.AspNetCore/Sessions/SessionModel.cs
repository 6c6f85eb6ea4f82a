using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>The sessions in the application's model, since version 5 of the tables. Every name is explicit, as in the ledger.</summary>
internal static class SessionModel
{
    public const string Table = "evenkeel_session";

    public static void Apply(ModelBuilder model) => model.Entity<SessionRow>(row =>
    {
        row.ToTable(Table);
        row.HasKey(r => r.KeyHash).HasName("pk_evenkeel_session");
        row.Property(r => r.KeyHash).HasColumnName("key_hash").ValueGeneratedNever();
        row.Property(r => r.Id).HasColumnName("id").IsRequired();
        row.Property(r => r.Tenant).HasColumnName("tenant");
        row.Property(r => r.User).HasColumnName("user_id");
        row.Property(r => r.Device).HasColumnName("device");
        row.Property(r => r.Created).HasColumnName("created");
        row.Property(r => r.Seen).HasColumnName("seen");
        row.Property(r => r.Expires).HasColumnName("expires");
        row.Property(r => r.Ends).HasColumnName("ends");
        row.Property(r => r.Ticket).HasColumnName("ticket");
        row.HasIndex(r => r.Id).IsUnique().HasDatabaseName("ix_evenkeel_session_id");
        row.HasIndex(r => new { r.Tenant, r.User }).HasDatabaseName("ix_evenkeel_session_user");
        row.HasIndex(r => r.Expires).HasDatabaseName("ix_evenkeel_session_expires");
    });
}
