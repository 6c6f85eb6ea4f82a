using Crm.Accounts;
using Crm.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Crm.Seeding;

public static class SampleData
{
    /// <summary>Of the larger company.</summary>
    public const int UsualClients = 2_000;

    private const int SmallCompany = 120;
    private const long OnlyOne = 0x43524D;

    /// <summary>
    /// Makes the database at the first start and fills it, all in one transaction. Later starts leave it alone, except that a
    /// file of an earlier version gets the tables that came since, with sample data in them. Of several instances that start
    /// together on PostgreSQL one does it.
    /// </summary>
    /// <param name="services">Of the application.</param>
    /// <param name="clients">How many the larger company has. What is beyond the usual number has a name and a place, and nothing else.</param>
    public static async Task PrepareDatabaseAsync(this IServiceProvider services, int clients = UsualClients)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDb>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (db.Database.IsNpgsql())
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({OnlyOne})");
        }

        await db.EnsureTablesAsync();

        await using var transaction = await db.Database.BeginTransactionAsync();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var isNew = !await db.Tenants.AnyAsync();
        if (isNew)
            await AddClientsAsync(db, services.GetRequiredService<IPasswordHasher<User>>(), today, Math.Min(clients, UsualClients));
        if (!await db.Products.IgnoreQueryFilters().AnyAsync())
            await AddWorkAsync(db, now);
        if (isNew)
            await MoreClients.AddAsync(db, clients - UsualClients, today);
        await transaction.CommitAsync();
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({OnlyOne})");
    }

    private static async Task AddClientsAsync(CrmDb db, IPasswordHasher<User> hasher, DateOnly today, int many)
    {
        var random = new SampleRandom(1851);
        foreach (var (name, clients) in new[] { (SampleAccounts.Northwind, many), (SampleAccounts.Harbour, SmallCompany) })
        {
            var tenant = new Tenant { Id = random.Id(), Name = name };
            var users = Users(tenant, random, hasher);
            db.Add(tenant);
            db.AddRange(users);
            db.AddRange(new SampleClients(random, tenant.Id, [.. users.Select(user => user.Name)], today).Make(clients));
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    /// <summary>For whatever clients there are, in an order that does not depend on when they were made.</summary>
    private static async Task AddWorkAsync(CrmDb db, DateTimeOffset now)
    {
        var random = new SampleRandom(1895);
        foreach (var tenant in await db.Tenants.AsNoTracking().OrderBy(row => row.Id).ToListAsync())
        {
            var users = await db.Users.AsNoTracking().Where(row => row.TenantId == tenant.Id).OrderBy(row => row.Email).ToListAsync();
            var clients = await db.Clients.IgnoreQueryFilters().AsNoTracking().Where(row => row.TenantId == tenant.Id)
                .Include(row => row.Opportunities.OrderBy(opportunity => opportunity.Id))
                .OrderBy(row => row.Name).ThenBy(row => row.Id)
                .ToListAsync();
            var products = SampleProducts.Make(random, tenant.Id);
            var work = new SampleWork(random, users, [.. products.Where(product => product.Active)], now);
            db.AddRange(products);
            foreach (var client in clients)
            {
                db.AddRange(work.FollowUps(client));
                db.AddRange(work.Comments(client));
                db.AddRange(client.Opportunities.SelectMany(work.Lines));
            }
        }

        await db.SaveChangesAsync();
    }

    private static List<User> Users(Tenant tenant, SampleRandom random, IPasswordHasher<User> hasher)
    {
        var users = SampleAccounts.All.Where(account => account.Tenant == tenant.Name)
            .Select(account => new User { Id = random.Id(), TenantId = tenant.Id, Name = account.Name, Email = account.Email })
            .ToList();
        users.ForEach(user => user.PasswordHash = hasher.HashPassword(user, SampleAccounts.Password));
        return users;
    }
}
