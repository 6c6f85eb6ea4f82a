using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Passes conventions on to a command's endpoint and keeps the replay filter behind every filter that they add.</summary>
internal sealed class CommandConventions(IEndpointConventionBuilder endpoint) : IEndpointConventionBuilder
{
    public void Add(Action<EndpointBuilder> convention) => endpoint.Add(builder =>
    {
        convention(builder);
        ReplayFilter.PutInnermost(builder);
    });

    public void Finally(Action<EndpointBuilder> finallyConvention) => endpoint.Finally(finallyConvention);
}
