using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Stockroom.Accounts;

public static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        var account = endpoints.MapGroup("/account");
        account.MapPost("/sign-in", SignInAsync).RequireRateLimiting(AccountsExtensions.SignInLimit);
        account.MapPost("/refresh", RefreshAsync);
        account.MapGet("", Show).RequireAuthorization();
    }

    private static async Task<Results<SignInHttpResult, ProblemHttpResult>> SignInAsync(
        SignInInput input, UserManager<StockUser> users, IUserClaimsPrincipalFactory<StockUser> principals)
    {
        var user = await users.FindByNameAsync(input.UserName);
        return user is not null && await users.CheckPasswordAsync(user, input.Password)
            ? await SignedInAsync(user, principals)
            : TypedResults.Problem("The name or the password is not right.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static async Task<Results<SignInHttpResult, ChallengeHttpResult>> RefreshAsync(
        RefreshInput input,
        UserManager<StockUser> users,
        IUserClaimsPrincipalFactory<StockUser> principals,
        IOptionsMonitor<BearerTokenOptions> bearer,
        TimeProvider time)
    {
        var ticket = bearer.Get(IdentityConstants.BearerScheme).RefreshTokenProtector.Unprotect(input.RefreshToken);
        return ticket?.Properties.ExpiresUtc > time.GetUtcNow() && await users.GetUserAsync(ticket.Principal) is { } user
            ? await SignedInAsync(user, principals)
            : TypedResults.Challenge();
    }

    private static Ok<AccountView> Show(ClaimsPrincipal user) =>
        TypedResults.Ok(new AccountView { UserName = user.Identity!.Name!, Role = user.FindFirstValue(ClaimTypes.Role)! });

    private static async Task<SignInHttpResult> SignedInAsync(StockUser user, IUserClaimsPrincipalFactory<StockUser> principals) =>
        TypedResults.SignIn(await principals.CreateAsync(user), authenticationScheme: IdentityConstants.BearerScheme);
}
