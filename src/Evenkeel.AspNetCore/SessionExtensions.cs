using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Sessions.Cookies;
using Evenkeel.AspNetCore.Sessions.Devices;
using Evenkeel.AspNetCore.Sessions.Keys;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.AspNetCore.Stability.Health;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Sessions that end only when the server knows that they have ended.</summary>
public static class SessionExtensions
{
    /// <summary>
    /// Keeps the sessions of the application's own cookie authentication, and the Data Protection keys, in its database: a deployment signs nobody out, an outage is answered 503 and signs nobody out either, and
    /// sessions can be listed and ended (<see cref="ISessions"/>). Cookies from before go on being accepted. Needs <see cref="StoreExtensions.UseStore"/> and version 5 of the tables:
    /// <c>modelBuilder.AddEvenkeel(schema: 5)</c>, or the host does not start. The health check <c>evenkeel-sessions</c>, tagged <c>ready</c>, says when the instance can read the cookies of the others.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="configure">Which scheme, and how long sessions live.</param>
    public static IEvenkeelBuilder AddSessions(this IEvenkeelBuilder keel, Action<UserSessionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        var services = keel.Services;
        services.AddDataProtection();
        services.AddInstruments<SessionMetrics>();
        services.TryAddSingleton<SessionOutage>();
        services.TryAddSingleton<SessionStore>();
        services.TryAddSingleton<SessionCache>();
        services.TryAddSingleton<SessionLimit>();
        services.TryAddSingleton<SessionPurge>();
        services.TryAddSingleton<TicketBytes>();
        services.TryAddSingleton<ISessions, UserSessions>();
        services.TryAddSingleton<DevicesEndpoint>();
        AddCookies(services);
        AddKeys(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UserSessionOptions>, UserSessionOptionsValidator>());
        var options = services.AddOptions<UserSessionOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return keel;
    }

    private static void AddCookies(IServiceCollection services)
    {
        services.TryAddSingleton<SessionScheme>();
        services.TryAddSingleton<AdoptedCookies>();
        services.TryAddSingleton<TicketStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SessionCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<AuthenticationOptions>, SchemeSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CookieAuthenticationOptions>, CookieSetup>());
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.TryAddSingleton<ProtectionKeyStore>();
        services.TryAddSingleton<StoredKeys>();
        services.TryAddSingleton<ProtectionRing>();
        services.TryAddSingleton<Canary>();
        services.TryAddSingleton<Func<IKeyManager>>(all => all.GetRequiredService<IKeyManager>);
        services.TryAddSingleton<KeyLoader>();
        services.TryAddSingleton<KeyKeeper>();
        services.TryAddSingleton<LoneInstance>();
        services.TryAddSingleton<ISessionKeys>(all => all.GetRequiredService<KeyKeeper>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthFact, KeyFact>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadiness, KeyKeeper>(all => all.GetRequiredService<KeyKeeper>()));
        services.Replace(ServiceDescriptor.Singleton<IKeyRingProvider>(all => all.GetRequiredService<ProtectionRing>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<KeyManagementOptions>, KeySetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<DataProtectionOptions>, KeySetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KeyService>());
        if (services.All(each => each.ServiceType != typeof(KeyHealth)))
        {
            services.TryAddSingleton<KeyHealth>();
            services.AddHealthChecks().Add(new HealthCheckRegistration(KeyHealth.Name, all => all.GetRequiredService<KeyHealth>(), failureStatus: null, tags: ["ready"]));
        }
    }
}
