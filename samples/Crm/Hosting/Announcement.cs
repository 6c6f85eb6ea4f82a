using Crm.Seeding;

namespace Crm.Hosting;

public static class Announcement
{
    public static void AnnounceSignIn(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        Console.WriteLine();
        Console.WriteLine($"  The CRM is ready: {string.Join(" ", app.Urls)}");
        foreach (var account in SampleAccounts.All)
            Console.WriteLine($"  {account.Email,-24}{SampleAccounts.Password,-18}{account.Tenant}");
        Console.WriteLine();
    });
}
