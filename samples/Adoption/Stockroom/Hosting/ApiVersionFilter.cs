namespace Stockroom.Hosting;

/// <summary>Says on each answer of an endpoint which version of the API gave it.</summary>
public sealed class ApiVersionFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers["X-Api-Version"] = "1";
        return next(context);
    }
}
