using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;

namespace Stockroom.Accounts;

public static class AccountsExtensions
{
    public const string SignInLimit = "sign-in";

    /// <summary>Identity with bearer tokens: an access token for an hour, and a refresh token.</summary>
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.BearerScheme).AddBearerToken(IdentityConstants.BearerScheme);
        services.AddAuthorizationBuilder().AddPolicy(Role.Manager, policy => policy.RequireRole(Role.Manager));
        services.AddIdentityCore<StockUser>(identity =>
            {
                identity.Password.RequireUppercase = false;
                identity.Password.RequiredLength = 10;
            })
            .AddUserStore<StockUserStore>()
            .AddClaimsPrincipalFactory<StockPrincipalFactory>();
    }

    /// <summary>One address may try to sign in <c>SignIn:Attempts</c> times in each <c>SignIn:Window</c>.</summary>
    public static void AddSignInLimit(this IServiceCollection services, IConfiguration configuration) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(SignInLimit, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = configuration.GetValue<int>("SignIn:Attempts"),
                Window = configuration.GetValue<TimeSpan>("SignIn:Window"),
            }));
    });
}
