using System.Text.Json;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Mvc;
using Evenkeel.Protocol.Contracts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using HttpJson = Microsoft.AspNetCore.Http.Json.JsonOptions;
using MvcJson = Microsoft.AspNetCore.Mvc.JsonOptions;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary>The contracts of the application's actions. Read when first asked for, and again when its endpoints have changed. Thread-safe.</summary>
internal sealed class ContractCatalog(IServiceProvider services, ILogger<ContractCatalog> log)
{
    private readonly Lock _lock = new();
    private IReadOnlyList<Contract>? _contracts;

    public IReadOnlyList<Contract> Contracts
    {
        get
        {
            lock (_lock)
            {
                return _contracts ??= Read();
            }
        }
    }

    private List<Contract> Read()
    {
        var endpoints = services.GetRequiredService<EndpointDataSource>();
        endpoints.GetChangeToken().RegisterChangeCallback(_ => Forget(), null);
        return [.. Shapes(endpoints).Select(TryRead).OfType<Contract>().DistinctBy(each => (each.Action, each.Version)).OrderBy(each => each.Action, StringComparer.Ordinal)];
    }

    private IEnumerable<(ActionShape Shape, JsonSerializerOptions Json)> Shapes(EndpointDataSource endpoints)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(each => each.Metadata.GetMetadata<ActionMetadata>() is not null && each.Metadata.GetMetadata<OwnEndpointMetadata>() is null))
        {
            var controller = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>();
            foreach (var shape in controller is null ? EndpointReader.Read(endpoint) : ControllerReader.Read(controller, endpoint.Metadata.GetMetadata<ActionMetadata>()!.IsCommand))
            {
                yield return (shape, controller is null ? OfMinimal() : OfMvc());
            }
        }

        // Without endpoint routing actions have no endpoints.
        foreach (var action in services.GetService<IActionDescriptorCollectionProvider>()?.ActionDescriptors.Items.OfType<ControllerActionDescriptor>() ?? [])
        {
            var own = action.EndpointMetadata.OfType<ActionMetadata>().LastOrDefault();
            foreach (var shape in own is null && !AdoptedAction.IsSurrounded(action) ? [] : ControllerReader.Read(action, own?.IsCommand ?? true))
            {
                yield return (shape, OfMvc());
            }
        }
    }

    private JsonSerializerOptions OfMinimal() => services.GetRequiredService<IOptions<HttpJson>>().Value.SerializerOptions;

    private JsonSerializerOptions OfMvc() => services.GetRequiredService<IOptions<MvcJson>>().Value.JsonSerializerOptions;

    // One type that has no schema must not take the contracts of all other actions with it.
    private Contract? TryRead((ActionShape Shape, JsonSerializerOptions Json) action)
    {
        try
        {
            return action.Shape.ToContract(action.Json);
        }
        catch (Exception error) when (error is NotSupportedException or InvalidOperationException or ArgumentException or ContractException)
        {
            log.NoSchema(error, action.Shape.Method, action.Shape.Route);
            return null;
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            _contracts = null;
        }
    }
}
