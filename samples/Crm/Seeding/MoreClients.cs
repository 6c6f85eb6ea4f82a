using Crm.Clients;
using Microsoft.EntityFrameworkCore;

namespace Crm.Seeding;

/// <summary>Clients of the larger company by the hundred thousand, to see how long lists behave.</summary>
public static class MoreClients
{
    private const int AtOnce = 5_000;

    public static async Task AddAsync(CrmDb db, int count, DateOnly today)
    {
        var random = new SampleRandom(1907);
        var tenant = await db.Tenants.Where(row => row.Name == SampleAccounts.Northwind).Select(row => row.Id).SingleAsync();
        for (var made = 0; made < count; made += AtOnce)
        {
            db.ChangeTracker.Clear();
            db.AddRange(Enumerable.Range(made + 1, Math.Min(AtOnce, count - made)).Select(number => Next(number)));
            await db.SaveChangesAsync();
        }

        db.ChangeTracker.Clear();

        Client Next(int number)
        {
            var city = random.Pick(Places.Cities);
            var (name, trade) = new CompanyNames(random).Next(city);
            return new Client
            {
                Id = random.Id(),
                TenantId = tenant,
                Name = $"{name} {number}",
                Industry = Trades.IndustryOf(trade),
                City = city,
                Owner = SampleAccounts.All[0].Name,
                Website = People.Domain(name),
                Status = ClientStatus.Dormant,
                Since = today.AddDays(-random.Between(20, 4000)),
            };
        }
    }
}
