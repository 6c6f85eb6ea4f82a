using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>Whether a request shows that a person is there, and how surely.</summary>
internal static class Activity
{
    /// <summary>A runtime says so by this request, and by no other.</summary>
    public static bool IsTold(HttpContext http) => HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Equals("/_evenkeel/session", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it shows nothing: polls and flushes of a runtime, what a browser fetches in advance, and operations, each of which repeats the cookie of its flush.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isTold">Whether the session's runtime tells of activity. One that does not, of an earlier build or without <c>keepSession</c>, counts as any other page.</param>
    public static bool IsNone(HttpContext http, bool isTold) => !IsTold(http) && (
        (isTold && http.Request.Headers.ContainsKey(KeelHeaders.Protocol))
        || http.Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase)
        || http.Features.Get<FlushGroup>() is not null
        || http.Features.Get<RunsAlone>() is not null);
}
