using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Requests;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Evenkeel.AspNetCore.Mvc;

/// <summary>Marks MVC actions as commands or queries, and puts Evenkeel's filters around commands.</summary>
internal static class AdoptedAction
{
    /// <summary>Whether some method that may change something leads to it. An action that names no method takes them all.</summary>
    public static bool TakesChanges(ActionModel action) => Methods(action).Any(methods => methods.Length == 0 || !methods.All(SafeMethod.Is));

    public static bool TakesReads(ActionModel action) => Methods(action).Any(methods => methods.Length == 0 || methods.Any(SafeMethod.Is));

    public static bool IsCommand(ActionModel action) =>
        action.Selectors.Any(selector => selector.EndpointMetadata.OfType<ActionMetadata>().LastOrDefault() is { IsCommand: true });

    public static void MakeCommand(ActionModel action, object[] traits)
    {
        Mark(action, [new ActionMetadata { IsCommand = true, IsNative = false }, .. traits]);
        AddOnce(action.Filters, CommandFilter.Instance);
        AddOnce(action.Filters, InnermostFilter.Instance);
        KeepPrivate(action, traits);
    }

    public static void MakeQuery(ActionModel action, object[] traits)
    {
        Mark(action, [new ActionMetadata { IsCommand = false, IsNative = false }, .. traits]);
        KeepPrivate(action, traits);
    }

    /// <summary>Puts the filters around an action whose endpoint was adopted by a convention.</summary>
    public static void Surround(ControllerActionDescriptor action)
    {
        foreach (var filter in new IFilterMetadata[] { CommandFilter.Instance, InnermostFilter.Instance })
        {
            if (action.FilterDescriptors.All(each => each.Filter != filter))
            {
                action.FilterDescriptors.Add(new FilterDescriptor(filter, FilterScope.Action));
            }
        }
    }

    /// <summary>Whether the filters are around it.</summary>
    public static bool IsSurrounded(ActionDescriptor action) => action.FilterDescriptors.Any(each => each.Filter == CommandFilter.Instance);

    private static void KeepPrivate(ActionModel action, object[] traits)
    {
        if (traits.OfType<SensitiveMetadata>().Any())
        {
            AddOnce(action.Filters, PrivateAnswerFilter.Instance);
        }
    }

    private static void AddOnce(IList<IFilterMetadata> filters, IFilterMetadata filter)
    {
        if (!filters.Contains(filter))
        {
            filters.Add(filter);
        }
    }

    private static void Mark(ActionModel action, object[] metadata)
    {
        foreach (var selector in action.Selectors)
        {
            foreach (var each in metadata)
            {
                selector.EndpointMetadata.Add(each);
            }
        }
    }

    private static IEnumerable<string[]> Methods(ActionModel action) =>
        action.Selectors.Select(selector => selector.ActionConstraints.OfType<HttpMethodActionConstraint>().SelectMany(constraint => constraint.HttpMethods).ToArray());
}
