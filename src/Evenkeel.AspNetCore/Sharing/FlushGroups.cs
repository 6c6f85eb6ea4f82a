using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>Makes the group of a flush. An application without a store has no commands, and its groups are never begun.</summary>
internal sealed class FlushGroups(IServiceProvider services, IServiceScopeFactory scopes, OperationMetrics metrics, TimeProvider clock)
{
    public FlushGroup New() => new(services.GetService<ApplicationStore>(), services.GetService<WriteGates>(), scopes, metrics, clock);
}
