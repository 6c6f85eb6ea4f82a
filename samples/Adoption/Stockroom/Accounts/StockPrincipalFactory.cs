using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Stockroom.Accounts;

/// <summary>Adds a user's role to the claims of their tokens.</summary>
public sealed class StockPrincipalFactory(UserManager<StockUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<StockUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StockUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(identity.RoleClaimType, user.Role));
        return identity;
    }
}
