using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Answers refused requests for pages of a minimal API's endpoint: before its handler, or where the handler's list does not know the cursor.</summary>
internal static class PageFilter
{
    public static EndpointFilterDelegate Make(EndpointFilterFactoryContext context, EndpointFilterDelegate next) => call => RunAsync(call, next);

    private static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (call.Arguments.OfType<PageRequest>().Select(page => page.Source?.Refusal).FirstOrDefault(refusal => refusal is not null) is { } refusal)
        {
            return new PageProblem(refusal);
        }

        try
        {
            return await next(call);
        }
        catch (PageRefusedException refused) when (!call.HttpContext.Response.HasStarted)
        {
            return new PageProblem(refused);
        }
    }
}
