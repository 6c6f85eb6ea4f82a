using Evenkeel.AspNetCore.Databases;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>Stops the host at start when sessions cannot be kept.</summary>
internal sealed class SessionCheck(IServiceProvider services, IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var store = services.GetService<ApplicationStore>()
            ?? throw new InvalidOperationException("AddSessions() keeps sessions in the application's database: builder.AddEvenkeel().UseStore<TDbContext>().");
        await using var scope = scopes.CreateAsyncScope();
        SessionTable.Of(store.Resolve(scope.ServiceProvider));
        services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(services.GetRequiredService<SessionScheme>().Name);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
