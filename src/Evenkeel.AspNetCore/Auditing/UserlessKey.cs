using System.Reflection;
using System.Security.Claims;
using System.Security.Principal;
using Evenkeel.AspNetCore.Coherence.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Finds answers that are kept for several users by a handler that can tell them apart.</summary>
internal static class UserlessKey
{
    public static AuditFinding? Find(RouteEndpoint endpoint, string name)
    {
        if (endpoint.Metadata.GetMetadata<CachedQuery>() is not { Owner: not AnswerOwner.User } query || !RouteAuditor.IsPrivate(endpoint.Metadata))
        {
            return null;
        }

        var handler = endpoint.Metadata.GetMetadata<MethodInfo>() ?? endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.MethodInfo;
        var reason = handler?.GetParameters().FirstOrDefault(each => KnowsUser(each.ParameterType)) is { } parameter ? $"its handler takes {parameter.ParameterType.Name}"
            : query.HasFilters ? "its filters, which run only when the answer is computed, may tell users apart"
            : null;
        return reason is null ? null : new AuditFinding(
            AuditFindingKind.UserlessKey, $"{name} requires authorization, its answer is kept for several users, and {reason}. Leave out Shared() or SharedByTenant(), or what tells users apart.");
    }

    // A service that takes the user itself, one level deep.
    private static bool KnowsUser(Type type) => IsUser(type)
        || (type is { IsClass: true, Namespace: not null } && !type.Namespace.StartsWith("Microsoft.", StringComparison.Ordinal) && !type.Namespace.StartsWith("System", StringComparison.Ordinal)
            && type.GetConstructors().SelectMany(each => each.GetParameters()).Any(each => IsUser(each.ParameterType)));

    private static bool IsUser(Type type) =>
        type == typeof(HttpContext) || type == typeof(HttpRequest) || type == typeof(IHttpContextAccessor) || typeof(IPrincipal).IsAssignableFrom(type) || typeof(IIdentity).IsAssignableFrom(type) || type == typeof(Claim);
}
