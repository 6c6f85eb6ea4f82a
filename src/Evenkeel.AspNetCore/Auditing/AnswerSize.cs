using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Contracts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Tells from the types that a query answers with whether there is an end to it.</summary>
internal static class AnswerSize
{
    private const string Page = "Evenkeel.AspNetCore.Paging.Page`1";

    public static (string Size, AuditFinding? Finding) Read(RouteEndpoint endpoint, string name)
    {
        if (endpoint.Metadata.GetMetadata<ActionMetadata>() is not { IsCommand: false })
        {
            return ("one", null);
        }

        if (endpoint.Metadata.GetMetadata<BoundedMetadata>() is { } bounded)
        {
            return ($"at most {bounded.Most}", null);
        }

        var shapes = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is { } controller ? ControllerReader.Read(controller, isCommand: false) : EndpointReader.Read(endpoint);
        Type[] types = [.. shapes.SelectMany(each => each.Results).Distinct()];
        if (types.FirstOrDefault(IsCollection) is { } collection)
        {
            return ("unbounded", new AuditFinding(
                AuditFindingKind.Unbounded, $"{name} answers with {collection}, which may be of any length. Answer with a page, or say the most it can have: Bounded(500)."));
        }

        return (types.Any(IsPage) ? "paged" : "one", null);
    }

    private static bool IsPage(Type type) => type.IsGenericType && type.GetGenericTypeDefinition().FullName == Page;

    private static bool IsCollection(Type type) =>
        !IsPage(type) && type != typeof(string) && type != typeof(byte[]) && !typeof(JsonNode).IsAssignableFrom(type) && type != typeof(JsonDocument)
        && (typeof(IEnumerable).IsAssignableFrom(type) || type.GetInterfaces().Append(type).Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));
}
