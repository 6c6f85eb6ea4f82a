using System.Reflection;
using Evenkeel.AspNetCore.Binding;
using Evenkeel.AspNetCore.Paging;
using Evenkeel.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary>Reads a controller's action by its descriptor, which it has with endpoint routing and without. Routes by convention have no template to be known by.</summary>
internal static class ControllerReader
{
    public static IEnumerable<ActionShape> Read(ControllerActionDescriptor action, bool isCommand)
    {
        if (action.AttributeRouteInfo?.Template is not { } template)
        {
            return [];
        }

        var route = RoutePatternFactory.Parse(template);
        var body = action.Parameters.FirstOrDefault(each => each.BindingInfo?.BindingSource == BindingSource.Body);
        return Methods(action).Where(method => HttpMethods.IsGet(method) || (isCommand && !SafeMethod.Is(method))).Select(method => new ActionShape
        {
            Method = method,
            Route = RouteName.Of(route),
            Version = action.EndpointMetadata.OfType<ApiExplorerSettingsAttribute>().LastOrDefault()?.GroupName,
            Parameters = [.. action.Parameters.SelectMany(each => each.ParameterType == typeof(PageRequest) ? PagedParameters.All : Read(each, route) is { } one ? [one] : [])],
            Body = body?.ParameterType,
            BodyIsOptional = body is ControllerParameterDescriptor { ParameterInfo: var info } && IsOptional(info),
            TakesOther = body is null && action.Parameters.Any(IsForm),
            Results = Results(action),
        });
    }

    private static IEnumerable<string> Methods(ControllerActionDescriptor action) =>
        action.ActionConstraints?.OfType<HttpMethodActionConstraint>().SelectMany(each => each.HttpMethods).Distinct(StringComparer.OrdinalIgnoreCase) ?? [];

    private static bool IsForm(ParameterDescriptor parameter) =>
        parameter.BindingInfo?.BindingSource is { } source && (source == BindingSource.Form || source == BindingSource.FormFile);

    private static BoundParameter? Read(ParameterDescriptor parameter, RoutePattern route)
    {
        var name = parameter.BindingInfo?.BinderModelName ?? parameter.Name;
        var info = (parameter as ControllerParameterDescriptor)?.ParameterInfo;
        var attributes = SchemaConstraints.Of(info).ToList();
        return Place(parameter, name, route) is not { } place ? null : new BoundParameter
        {
            Name = name,
            Place = place,
            Type = parameter.ParameterType,
            IsOptional = place != ParameterPlace.Path && (info is null || !IsRequired(info, attributes)),
            Attributes = attributes,
        };
    }

    private static ParameterPlace? Place(ParameterDescriptor parameter, string name, RoutePattern route)
    {
        var source = parameter.BindingInfo?.BindingSource;
        if (source == BindingSource.Header)
        {
            return ParameterPlace.Header;
        }

        var isSimple = IsFromText(parameter.ParameterType);
        if (source == BindingSource.Path || (source is null && isSimple && route.GetParameter(name) is not null))
        {
            return ParameterPlace.Path;
        }

        return isSimple && (source == BindingSource.Query || source is null) ? ParameterPlace.Query : null;
    }

    // What MVC binds from one text: whatever can be converted from it, and lists of such.
    private static bool IsFromText(Type type) =>
        System.ComponentModel.TypeDescriptor.GetConverter(type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type).CanConvertFrom(typeof(string));

    // MVC takes a value that is not sent for the default of its type; a text that must not be null is refused.
    private static bool IsRequired(ParameterInfo parameter, List<Attribute> attributes) =>
        attributes.Any(each => each is BindRequiredAttribute or System.ComponentModel.DataAnnotations.RequiredAttribute)
        || (!parameter.ParameterType.IsValueType && !IsOptional(parameter));

    private static bool IsOptional(ParameterInfo parameter) =>
        parameter.HasDefaultValue || new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;

    private static List<Type> Results(ControllerActionDescriptor action)
    {
        var declared = action.FilterDescriptors.Select(each => each.Filter).OfType<IApiResponseMetadataProvider>()
            .Where(each => each.StatusCode is >= 200 and < 300 && each.Type is { } type && type != typeof(void)).Select(each => each.Type!).ToList();
        return declared.Count > 0 ? declared : Unwrapped(action.MethodInfo.ReturnType) is { } returned ? [returned] : [];
    }

    private static Type? Unwrapped(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() is { } generic && (generic == typeof(Task<>) || generic == typeof(ValueTask<>) || generic == typeof(ActionResult<>)))
        {
            return Unwrapped(type.GetGenericArguments()[0]);
        }

        var says = type != typeof(void) && type != typeof(Task) && type != typeof(ValueTask) && type != typeof(object)
            && !typeof(IActionResult).IsAssignableFrom(type) && !typeof(IConvertToActionResult).IsAssignableFrom(type) && !typeof(IResult).IsAssignableFrom(type);
        return says ? type : null;
    }
}
