using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Makes a page's request for a controller's action.</summary>
internal sealed class PageModelBinder : IModelBinder
{
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        // Without endpoint routing the action has no endpoint.
        var limits = bindingContext.ActionContext.ActionDescriptor.EndpointMetadata.OfType<PageSizeAttribute>().LastOrDefault();
        bindingContext.Result = ModelBindingResult.Success(await PageBinder.Of(bindingContext.HttpContext).BindAsync(bindingContext.HttpContext, limits));
    }
}
