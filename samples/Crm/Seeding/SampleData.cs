using Crm.Accounts;
using Crm.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Crm.Seeding;

public static class SampleData
{
    private static readonly (string Tenant, int Clients)[] Sizes = [(SampleAccounts.Northwind, 2000), (SampleAccounts.Harbour, 120)];

    /// <summary>Makes the database at the first start and fills it, all in one transaction. Later starts leave it alone.</summary>
    public static async Task PrepareDatabaseAsync(this IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDb>();
        await db.Database.EnsureCreatedAsync();
        if (await db.Tenants.AnyAsync())
            return;

        var hasher = services.GetRequiredService<IPasswordHasher<User>>();
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var random = new SampleRandom(1851);
        foreach (var (name, clients) in Sizes)
        {
            var tenant = new Tenant { Id = random.Id(), Name = name };
            var users = Users(tenant, random, hasher);
            db.Add(tenant);
            db.AddRange(users);
            db.AddRange(new SampleClients(random, tenant.Id, [.. users.Select(user => user.Name)], today).Make(clients));
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
