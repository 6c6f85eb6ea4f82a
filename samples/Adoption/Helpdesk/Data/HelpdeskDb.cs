using Evenkeel.AspNetCore;
using Helpdesk.Accounts;
using Helpdesk.Auditing;
using Helpdesk.Notifications;
using Helpdesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Data;

public sealed class HelpdeskDb(DbContextOptions<HelpdeskDb> options) : DbContext(options)
{
    public DbSet<Agent> Agents => Set<Agent>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<Comment> Comments => Set<Comment>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEvenkeel(schema: 1);
        modelBuilder.Entity<Agent>().HasIndex(agent => agent.Name).IsUnique();
        modelBuilder.Entity<Ticket>().Property(ticket => ticket.State).HasConversion<string>();
        modelBuilder.Entity<Comment>().HasOne<Ticket>().WithMany().HasForeignKey(comment => comment.TicketId);
    }
}
