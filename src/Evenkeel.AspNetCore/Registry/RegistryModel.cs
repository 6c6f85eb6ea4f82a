using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Registry;

/// <summary>The registry of builds in the application's model, since version 3 of the tables. Every name is explicit, as in the ledger.</summary>
internal static class RegistryModel
{
    public const string Builds = "evenkeel_build";
    public const string Contracts = "evenkeel_contract";
    public const string BuildContracts = "evenkeel_build_contract";
    public const string Instances = "evenkeel_instance";
    public const string Serving = "evenkeel_serving";
    public const string Seen = "evenkeel_seen";

    public static void Apply(ModelBuilder model)
    {
        model.Entity<BuildRow>(row =>
        {
            row.ToTable(Builds);
            row.HasKey(r => r.Name).HasName("pk_evenkeel_build");
            row.Property(r => r.Name).HasColumnName("name");
            row.Property(r => r.Epoch).HasColumnName("epoch");
            row.Property(r => r.Page).HasColumnName("page");
            row.Property(r => r.Since).HasColumnName("since");
            row.HasIndex(r => r.Epoch).IsUnique().HasDatabaseName("ix_evenkeel_build_epoch");
        });
        model.Entity<ContractRow>(row =>
        {
            row.ToTable(Contracts);
            row.HasKey(r => r.Id).HasName("pk_evenkeel_contract");
            row.Property(r => r.Id).HasColumnName("id");
            row.Property(r => r.Content).HasColumnName("content");
        });
        model.Entity<BuildContractRow>(row =>
        {
            row.ToTable(BuildContracts);
            row.HasKey(r => new { r.Build, r.ContractId }).HasName("pk_evenkeel_build_contract");
            row.Property(r => r.Build).HasColumnName("build");
            row.Property(r => r.ContractId).HasColumnName("contract_id");
            row.Property(r => r.Converts).HasColumnName("converts");
        });
        model.Entity<InstanceRow>(row =>
        {
            row.ToTable(Instances);
            row.HasKey(r => r.Id).HasName("pk_evenkeel_instance");
            row.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
            row.Property(r => r.Build).HasColumnName("build");
            row.Property(r => r.Beats).HasColumnName("beats");
        });
        model.Entity<ServingRow>(row =>
        {
            row.ToTable(Serving);
            row.HasKey(r => r.Id).HasName("pk_evenkeel_serving");
            row.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
            row.Property(r => r.Build).HasColumnName("build");
            row.Property(r => r.Beats).HasColumnName("beats");
        });
        model.Entity<SeenRow>(row =>
        {
            row.ToTable(Seen);
            row.HasKey(r => new { r.ContractId, r.Page, r.Day }).HasName("pk_evenkeel_seen");
            row.Property(r => r.ContractId).HasColumnName("contract_id");
            row.Property(r => r.Page).HasColumnName("page");
            row.Property(r => r.Day).HasColumnName("day");
            row.Property(r => r.Calls).HasColumnName("calls");
        });
    }
}
