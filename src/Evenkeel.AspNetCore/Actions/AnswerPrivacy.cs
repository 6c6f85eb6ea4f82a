using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Answers of actions are for the caller alone, unless the handler says otherwise.</summary>
internal static class AnswerPrivacy
{
    public static void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handler)
        {
            return;
        }

        var sensitive = endpoint.Metadata.OfType<SensitiveMetadata>().Any();
        endpoint.RequestDelegate = http =>
        {
            http.Response.Headers.CacheControl = "no-store";
            if (sensitive)
            {
                http.Response.Headers[KeelHeaders.Keep] = "none";
            }

            return handler(http);
        };
    }
}
