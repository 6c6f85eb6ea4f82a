using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// The innermost filter of a command: in a replay it gives the stored answer in the handler's place, so that the application's own filters,
/// which may authorize or shape the answer, run as they did for the first call.
/// </summary>
internal static class ReplayFilter
{
    private static readonly Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate> Factory = static (_, next) => context =>
        context.HttpContext.Features.Get<PendingReplay>() is { } replay ? ValueTask.FromResult<object?>(replay.Pass()) : next(context);

    public static void PutInnermost(EndpointBuilder endpoint)
    {
        endpoint.FilterFactories.Remove(Factory);
        endpoint.FilterFactories.Add(Factory);
    }
}
