using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>What single endpoints and groups ask for.</summary>
internal static class EndpointAdmission
{
    /// <summary>Gives its place in front of the application back when the endpoint is reached.</summary>
    public static void Exempt(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is { } handler)
        {
            endpoint.RequestDelegate = http =>
            {
                AdmissionTicket.Release(http);
                return handler(http);
            };
        }
    }

    /// <summary>Has the endpoint share a limit with the others of its group, in place of the server's.</summary>
    public static void Limit(EndpointBuilder endpoint, GroupGate group)
    {
        if (endpoint.RequestDelegate is { } handler)
        {
            var refusal = endpoint.ApplicationServices.GetService<AdmissionRefusal>()
                ?? throw new InvalidOperationException("Call builder.AddEvenkeel() before LimitConcurrency().");
            var gate = group.Make(endpoint.ApplicationServices);
            endpoint.RequestDelegate = http => RunAsync(http, handler, gate, refusal);
        }
    }

    private static async Task RunAsync(HttpContext http, RequestDelegate handler, AdmissionGate gate, AdmissionRefusal refusal)
    {
        AdmissionTicket.Release(http);
        if (!gate.TryEnter())
        {
            var outcome = await gate.WaitAsync(RequestClass.PriorityOf(http) ?? AdmissionPriority.Query, RequestClient.Of(http), http.RequestAborted);
            if (outcome != AdmissionOutcome.Admitted)
            {
                await refusal.AnswerAsync(http, outcome, GroupGate.RetryAfter);
                return;
            }
        }

        try
        {
            await handler(http);
        }
        finally
        {
            gate.Leave(null, TimeSpan.Zero);
        }
    }
}
