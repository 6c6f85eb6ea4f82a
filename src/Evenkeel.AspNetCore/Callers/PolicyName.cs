using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Callers;

/// <summary>The name of an authorization policy in a setting.</summary>
internal static class PolicyName
{
    /// <returns>What is wrong with it; null: nothing that can be told at start.</returns>
    public static string? FaultOf(IServiceProvider services, string policy) => services.GetService<IAuthorizationPolicyProvider>() switch
    {
        null => "the application has no authorization: services.AddAuthorization().",
        // Another provider may make policies when they are asked for.
        DefaultAuthorizationPolicyProvider provider when provider.GetType() == typeof(DefaultAuthorizationPolicyProvider)
            && services.GetRequiredService<IOptions<AuthorizationOptions>>().Value.GetPolicy(policy) is null => "the application has no authorization policy of that name.",
        _ => null,
    };
}
