using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>Clients, their opportunities, which go with them, products, a table that a trigger fills, and a view.</summary>
public sealed class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
{
    public DbSet<Client> Clients => Set<Client>();

    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<ProductCount> ProductCounts => Set<ProductCount>();

    public DbSet<OpenOpportunity> OpenOpportunities => Set<OpenOpportunity>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEvenkeel(schema: 4);
        modelBuilder.Entity<Opportunity>().HasTag(o => $"clients/{o.ClientId}/opportunities");
        modelBuilder.Entity<Product>().AlsoChanges("ProductCounts");
        modelBuilder.Entity<OpenOpportunity>().ToView("open_opportunities").ReadsFrom("Opportunities").HasNoKey();
    }

    public sealed class Client
    {
        public int Id { get; init; }

        public required string Name { get; set; }
    }

    public sealed class Opportunity
    {
        public int Id { get; init; }

        public int ClientId { get; set; }

        public Client? Client { get; init; }

        public required string Title { get; set; }
    }

    public sealed class Product
    {
        public int Id { get; init; }

        public required string Name { get; set; }
    }

    public sealed class ProductCount
    {
        public int Id { get; init; }

        public int Total { get; init; }
    }

    public sealed class OpenOpportunity
    {
        public required string Title { get; init; }
    }
}
