using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Names the parameters of a page's request where the framework describes endpoints, from which OpenAPI documents are made, whoever makes them.</summary>
internal sealed class PageDescription : IApiDescriptionProvider
{
    private static readonly EmptyModelMetadataProvider Types = new();

    // After the framework's providers for minimal endpoints (-1100) and controllers (-1000).
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var call in context.Results)
        {
            var whole = call.ParameterDescriptions.Where(each => IsPage(each.Type) || IsPage(each.ParameterDescriptor?.ParameterType)).ToList();
            if (whole.Count == 0 && !call.ActionDescriptor.EndpointMetadata.OfType<PagedMetadata>().Any())
            {
                continue;
            }

            whole.ForEach(each => call.ParameterDescriptions.Remove(each));
            foreach (var (name, type) in PageParameters.All)
            {
                call.ParameterDescriptions.Add(new ApiParameterDescription { Name = name, Source = BindingSource.Query, Type = type, ModelMetadata = Types.GetMetadataForType(type), IsRequired = false });
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static bool IsPage(Type? type) => type == typeof(PageRequest);
}
