using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>What a request is, told before routing and authentication: by its method and path.</summary>
internal static class RequestClass
{
    private static readonly PathString Own = "/_evenkeel";

    /// <returns>Null: it is neither counted nor refused. Health and metrics have to answer under any load, and streams have a limit of their own.</returns>
    public static AdmissionPriority? PriorityOf(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(Own, StringComparison.OrdinalIgnoreCase, out var rest))
        {
            return rest.Value switch
            {
                "/events" or "/metrics" => null,
                "/health/live" or "/health/ready" or "/health/startup" => null,
                "/session" or "/version" or "/console" or "/console/facts" or "/console/orders" => AdmissionPriority.Session,
                "/outbox" => AdmissionPriority.Flush,
                _ => ByMethod(http.Request.Method),
            };
        }

        return http.Request.Path == "/api/health" ? null : ByMethod(http.Request.Method);
    }

    private static AdmissionPriority ByMethod(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) ? AdmissionPriority.Query : AdmissionPriority.Command;
}
