using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>The keys of Data Protection in the application's model, since version 5 of the tables. Every name is explicit, as in the ledger.</summary>
internal static class ProtectionKeyModel
{
    public const string Table = "evenkeel_protection_key";

    public static void Apply(ModelBuilder model) => model.Entity<ProtectionKeyRow>(row =>
    {
        row.ToTable(Table);
        row.HasKey(r => r.Slot).HasName("pk_evenkeel_protection_key");
        row.Property(r => r.Slot).HasColumnName("slot");
        row.Property(r => r.Name).HasColumnName("name");
        row.Property(r => r.Content).HasColumnName("content");
        row.Property(r => r.Created).HasColumnName("created");
    });
}
