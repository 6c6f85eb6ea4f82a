using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Coherence.Queries;

/// <summary>Clients, their opportunities and contacts, and documents, each with tags of their own kind.</summary>
public sealed class CrmDb(DbContextOptions<CrmDb> options) : DbContext(options)
{
    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Price> Prices => Set<Price>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEvenkeel(schema: 3);
        modelBuilder.Entity<Opportunity>().HasTag(o => $"clients/{o.ClientId}/opportunities").HasTag(o => $"stages/{o.Stage}");
        modelBuilder.Entity<Contact>().HasTag(c => $"clients/{c.ClientId}/contacts");
        modelBuilder.Entity<Price>().HasTag(p => $"prices/{p.Amount}");
    }

    public enum Stage
    {
        Open,
        Won,
    }

    public sealed class Opportunity
    {
        public int Id { get; init; }

        public required Guid ClientId { get; init; }

        public Stage Stage { get; set; }

        public required string Title { get; set; }
    }

    public sealed class Contact
    {
        public int Id { get; init; }

        public required Guid ClientId { get; init; }

        public required string Name { get; set; }
    }

    public sealed class Price
    {
        public int Id { get; init; }

        public decimal Amount { get; init; }
    }
}
