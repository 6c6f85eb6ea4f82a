using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>Decides who sees more than the status: those of the policy, by the policy's own authentication schemes where it names some.</summary>
internal sealed class HealthDetails(IOptions<HealthOptions> options, ILogger<HealthDetails> log)
{
    public async Task<bool> AreForAsync(HttpContext http)
    {
        var services = http.RequestServices;
        if (options.Value.DetailsPolicy is not { } name || services.GetService<IPolicyEvaluator>() is not { } evaluator)
        {
            return false;
        }

        try
        {
            if (await services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name) is not { } policy)
            {
                return false;
            }

            var caller = await evaluator.AuthenticateAsync(policy, http);
            return (await evaluator.AuthorizeAsync(policy, caller, http, resource: http)).Succeeded;
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            // The status is known all the same.
            log.DetailsRefused(error, name);
            return false;
        }
    }
}
