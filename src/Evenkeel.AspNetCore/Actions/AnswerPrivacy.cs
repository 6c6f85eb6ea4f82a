using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Answers of actions are for the caller alone, unless the handler says otherwise. Those of an adopted endpoint stay as they are until it is called sensitive.</summary>
internal static class AnswerPrivacy
{
    public static void Wrap(EndpointBuilder endpoint)
    {
        var sensitive = endpoint.Metadata.OfType<SensitiveMetadata>().Any();
        if (endpoint.RequestDelegate is not { } handler || (!sensitive && endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault() is not { IsNative: true }))
        {
            return;
        }

        endpoint.RequestDelegate = http =>
        {
            Say(http.Response, sensitive);
            return handler(http);
        };
    }

    public static void Say(HttpResponse response, bool sensitive)
    {
        if (sensitive)
        {
            SensitiveAnswer.Say(response);
        }
        else
        {
            response.Headers.CacheControl = "no-store";
        }
    }
}
