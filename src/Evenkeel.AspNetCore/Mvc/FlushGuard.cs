using Evenkeel.AspNetCore.Outbox;
using Evenkeel.AspNetCore.Sessions.Unknown;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Mvc;

/// <summary>
/// Lets a flush reach no MVC action but a command. Endpoint routing does not even choose another; where MVC routes by itself, the action is refused here before
/// anything of it runs, with a bodiless 404 that is filled like that of an address which does not exist.
/// </summary>
internal sealed class FlushGuard : IAuthorizationFilter, IOrderedFilter, IConfigureOptions<MvcOptions>
{
    public int Order => int.MinValue;

    public void Configure(MvcOptions options) => options.Filters.Add(this);

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (http.Features.Get<IEndpointFeature>() is CommandsOnly flush && !flush.MayReach(RoutedMetadata.Of(http, context.ActionDescriptor)))
        {
            context.Result = new Refused();
        }
        else if (SessionUnknown.Is(http))
        {
            // Where MVC routes by itself no endpoint stands in its way.
            context.Result = new Unknown();
        }
    }

    // Not the framework's result for a status: [ApiController] would give that one a body of its own.
    private sealed class Refused : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context)
        {
            context.HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
    }

    private sealed class Unknown : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context) => SessionUnknown.AnswerAsync(context.HttpContext);
    }
}
