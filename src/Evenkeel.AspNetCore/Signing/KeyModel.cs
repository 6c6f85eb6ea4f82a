using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Signing;

/// <summary>The keys in the application's model, since version 4 of the tables. Every name is explicit, as in the ledger.</summary>
internal static class KeyModel
{
    public const string Table = "evenkeel_key";

    public static void Apply(ModelBuilder model) => model.Entity<KeyRow>(row =>
    {
        row.ToTable(Table);
        row.HasKey(r => r.Name).HasName("pk_evenkeel_key");
        row.Property(r => r.Name).HasColumnName("name");
        row.Property(r => r.Value).HasColumnName("value");
        row.Property(r => r.Created).HasColumnName("created");
    });
}
