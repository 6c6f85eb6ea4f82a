using Evenkeel.AspNetCore.Stability.Deadlines;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Deadlines: an action that takes too long is answered 504, whether its handler heeds its cancellation token or not.</summary>
public static class DeadlineExtensions
{
    /// <summary>Sets how long actions may take. 30 seconds without this call.</summary>
    public static IEvenkeelBuilder ConfigureDeadlines(this IEvenkeelBuilder keel, Action<DeadlineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    /// <summary>
    /// Gives an endpoint a deadline of its own, or one at all where it is no action. When it has passed, the handler's token is cancelled and 504 <c>deadline-exceeded</c> answered, unless the handler has begun to answer.
    /// </summary>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="limit">100 milliseconds to 1 hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public static TBuilder WithDeadline<TBuilder>(this TBuilder builder, TimeSpan limit)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, DeadlineRange.Least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, DeadlineRange.Most);
        builder.WithMetadata(new DeadlineMetadata(limit));
        builder.Finally(DeadlineEndpoint.Wrap);
        return builder;
    }

    /// <summary>Lets an action take as long as it likes: exports, imports, long polls.</summary>
    public static TBuilder WithoutDeadline<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new DeadlineMetadata(null));

    internal static void AddDeadlines(this IServiceCollection services)
    {
        services.AddInstruments<DeadlineMetrics>();
        services.TryAddSingleton<DeadlineRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeadlineOptions>, DeadlineOptionsValidator>());
        services.AddOptions<DeadlineOptions>().ValidateOnStart();
    }
}
