using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>The deliveries in the application's model, since version 2 of the tables. Every name is explicit, as in the ledger.</summary>
internal static class DeliveryModel
{
    public const string Table = "evenkeel_delivery";

    public static void Apply(ModelBuilder model) => model.Entity<DeliveryRow>(row =>
    {
        row.ToTable(Table);
        row.HasKey(r => r.Id).HasName("pk_evenkeel_delivery");
        row.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        row.Property(r => r.Name).HasColumnName("name");
        row.Property(r => r.Payload).HasColumnName("payload");
        row.Property(r => r.Tenant).HasColumnName("tenant");
        row.Property(r => r.User).HasColumnName("user_id");
        row.Property(r => r.OperationId).HasColumnName("operation_id");
        row.Property(r => r.EnqueuedAt).HasColumnName("enqueued_at");
        row.Property(r => r.Attempts).HasColumnName("attempts");
        row.Property(r => r.NextAttemptAt).HasColumnName("next_attempt_at");
        row.Property(r => r.State).HasColumnName("state");
        row.Property(r => r.Error).HasColumnName("error");
        row.Property(r => r.LeasedUntil).HasColumnName("leased_until");
        row.HasIndex(r => new { r.State, r.NextAttemptAt }).HasDatabaseName("ix_evenkeel_delivery_due");
    });
}
