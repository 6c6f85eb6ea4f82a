using System.Security.Claims;
using Crm.Tenancy;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Crm.Accounts;

/// <summary>Checks a password. An unknown address costs the same time as a wrong password.</summary>
public sealed class SignIn(CrmDb db, IPasswordHasher<User> hasher, Operator @operator)
{
    private static readonly User Nobody = new() { Name = "", Email = "" };
    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(Nobody, "no password has this hash");

    public async Task<ClaimsPrincipal?> CheckAsync(string email, string password, CancellationToken cancellationToken)
    {
        var address = email.Trim().ToLowerInvariant();
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Email == address, cancellationToken);
        var answer = hasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? NobodysHash, password);
        return user is null || answer == PasswordVerificationResult.Failed ? null : PrincipalOf(user);
    }

    private ClaimsPrincipal PrincipalOf(User user) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(ClaimTypes.Name, user.Name),
            new(Caller.TenantClaim, user.TenantId.ToString()),
            .. @operator.ClaimsOf(user),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));
}
