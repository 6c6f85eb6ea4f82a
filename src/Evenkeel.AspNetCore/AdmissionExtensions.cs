using Evenkeel.AspNetCore.Stability.Admission;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Admission: the application works on as many requests at once as it can, and says to the others at once that they come too many.</summary>
public static class AdmissionExtensions
{
    private const int MostConcurrent = 100_000;

    /// <summary>
    /// Puts a limit in front of the application, which follows the latencies. Requests beyond it wait for a moment, clients in turn, and are refused with 503 <c>overloaded</c> and <c>Retry-After</c>
    /// before anything runs: routing, authentication and handlers do not see them. Health and event streams are not counted.
    /// </summary>
    /// <param name="keel">Evenkeel.</param>
    /// <param name="configure">Sets a limit of one's own, or other bounds.</param>
    public static IEvenkeelBuilder UseAdmission(this IEvenkeelBuilder keel, Action<AdmissionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        var services = keel.Services;
        services.TryAddSingleton<ServerGate>();
        services.AddInstruments<AdmissionMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, AdmissionStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AdmissionOptions>, AdmissionOptionsValidator>());
        services.AddOptions<AdmissionOptions>().ValidateOnStart();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return keel;
    }

    /// <summary>
    /// Gives the endpoints of a group a limit that they share, in place of the server's: exports and reports then never take the places of everything else. Works with and without <see cref="UseAdmission"/>.
    /// </summary>
    /// <param name="group">The endpoint or group.</param>
    /// <param name="limit">How many of their requests are worked on at once: 1 to 100,000.</param>
    /// <param name="queue">How many more wait: 0 to 100,000.</param>
    /// <param name="queueFor">How long they wait at most: 10 milliseconds to 1 minute. Null: 100 milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static TBuilder LimitConcurrency<TBuilder>(this TBuilder group, int limit, int queue = 0, TimeSpan? queueFor = null)
        where TBuilder : IEndpointConventionBuilder
    {
        var wait = queueFor ?? new AdmissionOptions().QueueFor;
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostConcurrent);
        ArgumentOutOfRangeException.ThrowIfNegative(queue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(queue, MostConcurrent);
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.FromMilliseconds(10), nameof(queueFor));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, TimeSpan.FromMinutes(1), nameof(queueFor));
        var gate = new GroupGate(limit, queue, wait);
        group.Finally(endpoint => EndpointAdmission.Limit(endpoint, gate));
        return group;
    }

    /// <summary>
    /// Does not count a request any more once it has reached one of these endpoints: for those that last long by their nature, such as event streams, WebSockets, SignalR hubs and long polls, which would otherwise
    /// keep the places of requests that are soon done.
    /// </summary>
    public static TBuilder ExemptFromAdmission<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(EndpointAdmission.Exempt);
        return builder;
    }
}
