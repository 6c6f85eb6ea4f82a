using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Forgery;

/// <summary>The application's own antiforgery tokens: which endpoints ask for one, and whether a request has shown it.</summary>
internal static class AntiforgeryCheck
{
    /// <summary>Whether the endpoint refuses every request that changes something and has no valid token.</summary>
    public static bool Covers(EndpointMetadataCollection metadata)
    {
        var policy = PolicyOf(metadata.GetMetadata<ActionDescriptor>());
        return policy != typeof(IgnoreAntiforgeryTokenAttribute)
            && (metadata.GetMetadata<IAntiforgeryMetadata>() is { } said ? said.RequiresValidation && IsLookedAt(metadata) || IsOfMvc(policy) : policy is not null);
    }

    /// <summary>Whether a token is asked for and is valid. That a filter stands there would be no proof: around all of MVC it has not run yet, and others than MVC's own may only look like it.</summary>
    public static async ValueTask<bool> HasPassedAsync(HttpContext http, ActionDescriptor? action)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { } checkedBefore)
        {
            return checkedBefore.IsValid;
        }

        if (PolicyOf(action) is not { } policy || policy == typeof(IgnoreAntiforgeryTokenAttribute) || http.RequestServices.GetService<IAntiforgery>() is not { } tokens)
        {
            return false;
        }

        try
        {
            return await tokens.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    // UseAntiforgery looks at these methods only, and only notes what it finds: it is the binding of a form, or MVC's filter, that refuses.
    private static bool IsLookedAt(EndpointMetadataCollection metadata) =>
        (metadata.GetMetadata<ActionDescriptor>() is not null || metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Any(IsForm) == true)
        && metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.All(each => each.ToUpperInvariant() is "POST" or "PUT" or "PATCH" or "GET" or "HEAD" or "OPTIONS" or "TRACE") == true;

    private static bool IsForm(string type) => type is "multipart/form-data" or "application/x-www-form-urlencoded";

    // The last one stands, as for MVC itself.
    private static Type? PolicyOf(ActionDescriptor? action) =>
        action?.FilterDescriptors.OrderBy(static each => each.Order).ThenBy(static each => each.Scope).Select(static each => PolicyOf(each.Filter)).LastOrDefault(static each => each is not null);

    private static Type? PolicyOf(IFilterMetadata filter)
    {
        var type = filter is TypeFilterAttribute made ? made.ImplementationType : filter.GetType();
        return IsOfMvc(type) || typeof(IAntiforgeryPolicy).IsAssignableFrom(type) ? type : null;
    }

    // These make their filters when a request comes.
    private static bool IsOfMvc(Type? type) =>
        typeof(ValidateAntiForgeryTokenAttribute).IsAssignableFrom(type) || typeof(AutoValidateAntiforgeryTokenAttribute).IsAssignableFrom(type);
}
