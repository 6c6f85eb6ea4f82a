using Crm.Accounts;
using Crm.Clients;
using Crm.Contacts;
using Crm.Opportunities;
using Crm.Sites;
using Crm.Tenancy;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm;

/// <summary>Everything of one tenant: each query of an owned entity is filtered by the tenant of the caller.</summary>
public sealed class CrmDb(DbContextOptions<CrmDb> options, Caller caller) : DbContext(options)
{
    private Guid TenantId => caller.TenantId;

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Client> Clients => Set<Client>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Site> Sites => Set<Site>();

    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<User>().HasIndex(user => user.Email).IsUnique();
        modelBuilder.Entity<Client>(client =>
        {
            client.HasIndex(row => new { row.TenantId, row.Name });
            client.Property(row => row.Status).HasConversion<string>();
            client.HasQueryFilter(row => row.TenantId == TenantId);
        });
        modelBuilder.Entity<Contact>().HasQueryFilter(row => row.TenantId == TenantId);
        modelBuilder.Entity<Site>().HasQueryFilter(row => row.TenantId == TenantId);
        modelBuilder.Entity<Opportunity>(opportunity =>
        {
            opportunity.Property(row => row.Stage).HasConversion<string>();
            opportunity.HasQueryFilter(row => row.TenantId == TenantId);
        });

        modelBuilder.AddEvenkeel(schema: 1);
    }
}
