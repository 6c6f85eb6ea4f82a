using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Coherence.Queries;
using Evenkeel.AspNetCore.Mvc;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.AspNetCore.Stability.Deadlines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Adopting;

/// <summary>Makes commands and queries of endpoints that exist, alone or as those of a group.</summary>
internal static class AdoptedEndpoint
{
    /// <summary>Makes room for a replay behind the endpoint's filters. MVC has filters of its own.</summary>
    public static void PrepareReplay(EndpointBuilder endpoint)
    {
        if (Controller(endpoint) is null && !OnlyReads(endpoint))
        {
            ReplayFilter.PutInnermost(endpoint);
        }
    }

    /// <summary>Does what the endpoint's metadata say, when all of them are known.</summary>
    public static void Finish(EndpointBuilder endpoint)
    {
        if (Own(endpoint) is { IsCommand: true })
        {
            if (Controller(endpoint) is { } controller)
            {
                AdoptedAction.Surround(controller);
            }
            else
            {
                CommandEndpoint.Wrap(endpoint);
            }

            RefusedBinding.Wrap(endpoint);
        }

        QueryReads.Wrap(endpoint);
        CachedQuery.Wrap(endpoint);
        CheckedContract.WrapQuery(endpoint);
        AnswerPrivacy.Wrap(endpoint);
        DeadlineEndpoint.Wrap(endpoint);
    }

    /// <summary>Makes a command of a group's endpoint that says nothing itself and does not only read.</summary>
    public static void FinishAsCommand(EndpointBuilder endpoint) => FinishAs(endpoint, isCommand: true, !OnlyReads(endpoint));

    /// <summary>Makes a query of a group's endpoint that says nothing itself and only reads.</summary>
    public static void FinishAsQuery(EndpointBuilder endpoint) => FinishAs(endpoint, isCommand: false, OnlyReads(endpoint));

    private static void FinishAs(EndpointBuilder endpoint, bool isCommand, bool fits)
    {
        if (fits && Own(endpoint) is null)
        {
            endpoint.Metadata.Add(new ActionMetadata { IsCommand = isCommand, IsNative = false });
            Finish(endpoint);
        }
    }

    private static ActionMetadata? Own(EndpointBuilder endpoint) => endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault();

    private static ControllerActionDescriptor? Controller(EndpointBuilder endpoint) => endpoint.Metadata.OfType<ControllerActionDescriptor>().LastOrDefault();

    private static bool OnlyReads(EndpointBuilder endpoint) =>
        endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is { Count: > 0 } methods && methods.All(SafeMethod.Is);
}
