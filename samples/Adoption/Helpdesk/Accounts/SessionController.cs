using System.Globalization;
using System.Security.Claims;
using Helpdesk.Data;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Accounts;

[ApiController]
[Route("session")]
public sealed class SessionController(HelpdeskDb db, IPasswordHasher<Agent> passwords) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> SignInAsync([FromForm] string name, [FromForm] string password, CancellationToken cancellationToken)
    {
        var agent = await db.Agents.AsNoTracking().SingleOrDefaultAsync(each => each.Name == name, cancellationToken);
        if (agent is null || passwords.VerifyHashedPassword(agent, agent.PasswordHash, password) == PasswordVerificationResult.Failed)
            return Problem("The name or the password is not right.", statusCode: StatusCodes.Status401Unauthorized);

        List<Claim> claims = [new(ClaimTypes.NameIdentifier, agent.Id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, agent.Name)];
        if (agent.IsLead)
            claims.Add(new Claim(ClaimTypes.Role, CookieSignIn.LeadRole));
        return SignIn(new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
    }

    [HttpGet, Authorize]
    public IActionResult Show() => Ok(new { name = User.Identity!.Name, lead = User.IsInRole(CookieSignIn.LeadRole) });

    [HttpDelete]
    public IActionResult Leave() => SignOut();
}
