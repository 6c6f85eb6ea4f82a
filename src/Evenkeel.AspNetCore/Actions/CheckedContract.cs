using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Checks the contract of calls that have no place in the ledger: those of queries, and of commands without an operation id.</summary>
internal static class CheckedContract
{
    public static void WrapQuery(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is { } handler && endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault() is { IsCommand: false })
        {
            endpoint.RequestDelegate = http => RunAsync(http, handler);
        }
    }

    public static Task RunAsync(HttpContext http, RequestDelegate handler) =>
        http.Request.Headers.ContainsKey(KeelHeaders.Contract) ? RunCheckedAsync(http, handler) : handler(http);

    private static async Task RunCheckedAsync(HttpContext http, RequestDelegate handler)
    {
        var verdict = await http.RequestServices.GetRequiredService<IContractCheck>().JudgeAsync(http);
        if (verdict.Code is not null)
        {
            await verdict.RefuseAsync(http, http.RequestServices.GetRequiredService<ProblemWriter>());
        }
        else if (verdict.Convert is null || await verdict.Convert(http))
        {
            await handler(http);
        }
    }
}
