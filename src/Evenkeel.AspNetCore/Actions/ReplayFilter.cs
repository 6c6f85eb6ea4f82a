using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// In a replay it gives the stored answer in the handler's place, behind all of the endpoint's own filters, which may authorize or shape the answer and run as they did for the
/// first call. Filters that were added after this one are put around the stored answer once more: the framework has no place behind those of an endpoint whose group is adopted.
/// </summary>
internal sealed class ReplayFilter
{
    private readonly EndpointBuilder _endpoint;

    private ReplayFilter(EndpointBuilder endpoint) => _endpoint = endpoint;

    public static void PutInnermost(EndpointBuilder endpoint)
    {
        var filters = endpoint.FilterFactories;
        if (filters.FirstOrDefault(IsReplayFilter) is { } earlier)
        {
            filters.Remove(earlier);
        }

        filters.Add(new ReplayFilter(endpoint).Make);
    }

    // The framework calls this when it knows all filters of the endpoint.
    private EndpointFilterDelegate Make(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        EndpointFilterDelegate replay = static call => ValueTask.FromResult<object?>(call.HttpContext.Features.Get<PendingReplay>()!.Pass());
        foreach (var filter in _endpoint.FilterFactories.Reverse().TakeWhile(filter => !IsReplayFilter(filter)))
        {
            replay = filter(context, replay);
        }

        return call => call.HttpContext.Features.Get<PendingReplay>() is null ? next(call) : replay(call);
    }

    private static bool IsReplayFilter(Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate> filter) => filter.Target is ReplayFilter;
}
