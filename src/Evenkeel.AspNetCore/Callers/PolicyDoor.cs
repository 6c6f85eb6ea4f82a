using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Callers;

/// <summary>Lets those of one authorization policy in, by the policy's own authentication schemes where it names some.</summary>
internal static class PolicyDoor
{
    /// <param name="http">The request.</param>
    /// <param name="policy">The policy's name; null: what it guards is not there.</param>
    /// <param name="what">What it guards, as the beginning of a sentence: "Metrics".</param>
    /// <returns>Null: the caller may come in. Otherwise the problem that answers.</returns>
    public static async Task<(string Code, string Detail)?> RefusalOfAsync(HttpContext http, string? policy, string what)
    {
        var services = http.RequestServices;
        if (policy is null || services.GetService<IPolicyEvaluator>() is not { } evaluator
            || await services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(policy) is not { } named)
        {
            return (ProblemCodes.NotFound, $"{what} are not served here.");
        }

        var caller = await evaluator.AuthenticateAsync(named, http);
        var decision = await evaluator.AuthorizeAsync(named, caller, http, resource: http);
        return decision.Succeeded ? null
            : (decision.Challenged ? ProblemCodes.Unauthenticated : ProblemCodes.Forbidden, $"{what} are for those whom the application's policy lets in.");
    }
}
