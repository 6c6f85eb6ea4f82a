using Evenkeel.AspNetCore.Actions;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Deployments;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>The identities on requests and answers.</summary>
internal static class DeploymentHeaders
{
    /// <summary>The build of the page that asks; null where it names none, or nothing that can be one.</summary>
    public static string? PageOf(HttpRequest request) => request.Headers[KeelHeaders.Deployment] is [{ } page] && BuildName.IsValid(page) ? page : null;

    /// <summary>Says who answers, unless a cache that others share may keep the answer: they would be told of a deployment that is long over.</summary>
    public static void Say(HttpContext http, DeploymentSnapshot now)
    {
        if (!SharedAnswer.Is(http.Response))
        {
            http.Response.Headers[KeelHeaders.Deployment] = now.Header;
        }
    }
}
