using Evenkeel.AspNetCore.Forgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore;

/// <summary>
/// Every command refuses requests under a cookie that a page of another origin has sent (403 <c>csrf</c>), unless the application's CORS policy allows that origin with credentials, or its own antiforgery token was valid. These say otherwise.
/// </summary>
public static class ForgeryExtensions
{
    /// <summary>Refuses forged requests at an endpoint that is no command, and at any endpoint those without a cookie too: signing in, an upload, credentials that browsers send by themselves in another way (Windows, certificates).</summary>
    public static TBuilder ProtectFromForgery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new ForgeryMetadata(Refuses: true));
        builder.Finally(static endpoint => ForgeryGuard.Wrap(endpoint, needsCookie: false));
        return builder;
    }

    /// <summary>Lets pages of any origin send this command under the user's cookie. The audit names it.</summary>
    public static TBuilder AllowCrossSite<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ForgeryMetadata(Refuses: false));

    /// <summary>Sets which CORS policy says from where commands may come.</summary>
    public static IEvenkeelBuilder ConfigureForgery(this IEvenkeelBuilder keel, Action<ForgeryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }
}
