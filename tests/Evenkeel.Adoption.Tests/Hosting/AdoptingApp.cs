using System.Net;
using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Adoption.Tests.Hosting;

/// <summary>The application as its own Program starts it, on Kestrel. Only the clock and the keys of its sign-ins are the test's.</summary>
/// <typeparam name="TApp">Any type of the application.</typeparam>
/// <param name="database">Empty. It is disposed with the application.</param>
/// <param name="settings">The application's own.</param>
internal abstract class AdoptingApp<TApp>(AppDatabase database, params (string Name, string Value)[] settings) : WebApplicationFactory<TApp>
    where TApp : class
{
    public AppDatabase Database => database;

    public RequestsUnderWay UnderWay { get; } = new();

    public Uri Address => ClientOptions.BaseAddress;

    public Task<Answer> SendAsync(Call call) => Wire.SendAsync(Address, call);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected void Start()
    {
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        // An application with a Startup class reads its own file after the host's settings.
        builder.ConfigureAppConfiguration(more => more.AddInMemoryCollection(settings.ToDictionary(each => each.Name, each => (string?)each.Value)));

        builder.ConfigureLogging(log => log.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IStartupFilter>(UnderWay);
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedClock()));
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
        });
    }
}
