using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Forgery;
using Evenkeel.AspNetCore.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Finds routes that a page of another site could have changed something through, in an application that signs people in with cookies.</summary>
internal static class Unprotected
{
    public static async Task<bool> HasCookiesAsync(IAuthenticationSchemeProvider? schemes) =>
        schemes is not null && (await schemes.GetAllSchemesAsync()).Any(each => typeof(CookieAuthenticationHandler).IsAssignableFrom(each.HandlerType));

    public static AuditFinding? Find(RouteEndpoint endpoint, string name)
    {
        var metadata = endpoint.Metadata;
        if (OnlyReads(metadata) || metadata.GetMetadata<UnauditedMetadata>() is not null || AntiforgeryCheck.Covers(metadata))
        {
            return null;
        }

        var said = metadata.GetMetadata<ForgeryMetadata>();
        return metadata.GetMetadata<ActionMetadata>() switch
        {
            { IsCommand: true } when said is not { Refuses: false } => null,
            { IsCommand: true } => Finding($"{name} is a command that pages of any site may send under the user's cookie: AllowCrossSite(). Take that away, or list the sites in the CORS policy."),
            { IsCommand: false } => null,
            _ when said is { Refuses: true } => null,
            _ => Finding($"{name} may change something, and nothing keeps pages of other sites from sending it under the user's cookie. Make it a command, call ProtectFromForgery(), require an antiforgery token, or say why it needs none: Unaudited(\"...\")."),
        };
    }

    private static AuditFinding Finding(string message) => new(AuditFindingKind.Unprotected, message);

    // A route that names no methods is called with all of them; most of those only read: pages, hubs, files.
    private static bool OnlyReads(EndpointMetadataCollection metadata) => metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.All(SafeMethod.Is);
}
