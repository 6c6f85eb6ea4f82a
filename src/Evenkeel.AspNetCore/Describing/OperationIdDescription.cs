using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Mvc;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Evenkeel.AspNetCore.Describing;

/// <summary>Adds the header of the operation id to what the framework knows of each command, from which OpenAPI documents are made, whoever makes them.</summary>
internal sealed class OperationIdDescription : IApiDescriptionProvider
{
    // After the framework's providers for minimal endpoints (-1100) and controllers (-1000).
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var call in context.Results.Where(IsCommand))
        {
            call.ParameterDescriptions.Add(new ApiParameterDescription
            {
                Name = KeelHeaders.OperationId,
                Source = BindingSource.Header,
                Type = typeof(Guid),
                IsRequired = false,
            });
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static bool IsCommand(ApiDescription call)
    {
        var action = call.ActionDescriptor;
        return call.HttpMethod is { } method && !SafeMethod.Is(method)
            && (action.EndpointMetadata.OfType<ActionMetadata>().LastOrDefault() is { } own ? own.IsCommand : AdoptedAction.IsSurrounded(action));
    }
}
