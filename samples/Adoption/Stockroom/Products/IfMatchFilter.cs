namespace Stockroom.Products;

/// <summary>An edit says which version it was made from, so that nobody overwrites what they have not seen.</summary>
public sealed class IfMatchFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers.IfMatch.Count == 1
            ? await next(context)
            : TypedResults.Problem("Send the ETag of the product in If-Match.", statusCode: StatusCodes.Status428PreconditionRequired);
}
