using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stockroom.Accounts;
using Stockroom.Products;

namespace Stockroom.Hosting;

public static class FirstStart
{
    /// <summary>Makes the tables, and in an empty database two users and the first products.</summary>
    public static async Task PrepareDatabaseAsync(this IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StockDb>();
        await db.Database.EnsureCreatedAsync();
        if (await db.Users.AnyAsync())
            return;

        var users = scope.ServiceProvider.GetRequiredService<UserManager<StockUser>>();
        await AddAsync(users, "carla", Role.Clerk);
        await AddAsync(users, "mara", Role.Manager);
        db.Products.AddRange(
            new Product { Sku = "ROPE-10", Name = "Rope, 10 mm", Category = "rigging", PriceInCents = 245, Quantity = 400 },
            new Product { Sku = "ROPE-14", Name = "Rope, 14 mm", Category = "rigging", PriceInCents = 419, Quantity = 250 },
            new Product { Sku = "SHACKLE-6", Name = "Shackle, 6 mm", Category = "rigging", PriceInCents = 1290, Quantity = 0 },
            new Product { Sku = "LAMP-LED", Name = "Anchor lamp", Category = "electrics", PriceInCents = 5900, Quantity = 12 });
        await db.SaveChangesAsync();
    }

    private static async Task AddAsync(UserManager<StockUser> users, string name, string role)
    {
        var made = await users.CreateAsync(new StockUser { UserName = name, Role = role }, "fair-wind-42");
        if (!made.Succeeded)
            throw new InvalidOperationException($"The user '{name}' could not be made: {string.Join(' ', made.Errors.Select(error => error.Description))}");
    }
}
