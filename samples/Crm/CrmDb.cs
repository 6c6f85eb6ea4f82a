using Crm.Accounts;
using Crm.Clients;
using Crm.Comments;
using Crm.Contacts;
using Crm.FollowUps;
using Crm.Lines;
using Crm.Opportunities;
using Crm.Products;
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

    public DbSet<FollowUp> FollowUps => Set<FollowUp>();

    public DbSet<Comment> Comments => Set<Comment>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Line> Lines => Set<Line>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<User>().HasIndex(user => user.Email).IsUnique();
        modelBuilder.Entity<Client>(client =>
        {
            client.HasIndex(row => new { row.TenantId, row.Name, row.Id });
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
        modelBuilder.Entity<FollowUp>(followUp =>
        {
            followUp.HasIndex(row => new { row.TenantId, row.AssigneeId, row.DueOn });
            followUp.HasOne(row => row.Assignee).WithMany().OnDelete(DeleteBehavior.Restrict);
            followUp.HasOne(row => row.Opportunity).WithMany().OnDelete(DeleteBehavior.SetNull);
            followUp.Property(row => row.DoneAt).HasConversion<UnixMilliseconds>();
            followUp.HasQueryFilter(row => row.TenantId == TenantId);
        });
        modelBuilder.Entity<Comment>(comment =>
        {
            comment.HasIndex(row => new { row.ClientId, row.At });
            comment.HasOne<Client>().WithMany().HasForeignKey(row => row.ClientId);
            comment.HasOne<Opportunity>().WithMany().HasForeignKey(row => row.OpportunityId).OnDelete(DeleteBehavior.Cascade);
            comment.HasOne(row => row.Author).WithMany().OnDelete(DeleteBehavior.Restrict);
            comment.Property(row => row.At).HasConversion<UnixMilliseconds>();
            comment.Property(row => row.EditedAt).HasConversion<UnixMilliseconds>();
            comment.HasQueryFilter(row => row.TenantId == TenantId);
        });
        modelBuilder.Entity<Product>(product =>
        {
            product.HasIndex(row => new { row.TenantId, row.Sku }).IsUnique();
            product.HasQueryFilter(row => row.TenantId == TenantId);
        });
        modelBuilder.Entity<Line>(line =>
        {
            line.HasOne<Opportunity>().WithMany().HasForeignKey(row => row.OpportunityId);
            line.HasIndex(row => row.ClientId);
            line.HasOne(row => row.Product).WithMany().OnDelete(DeleteBehavior.Restrict);
            line.HasQueryFilter(row => row.TenantId == TenantId);
        });

        modelBuilder.AddEvenkeel(schema: 5);
    }
}
