using Evenkeel.Protocol;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Pipeline;

/// <summary>
/// UseStatusCodePages would write a page for people into a bodiless 401, 403 or 404, and a runtime would learn neither the code nor that its operation had taken effect.
/// </summary>
internal static class StatusPages
{
    public static RequestDelegate OffForRuntimes(RequestDelegate next) => http =>
    {
        if (http.Request.Headers.ContainsKey(KeelHeaders.Protocol) && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(http);
    };
}
