using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>The application's own events, with the last word on what keeps a session alive.</summary>
internal sealed class SessionEvents(CookieAuthenticationEvents own) : CookieAuthenticationEvents
{
    // Kept with the ticket, so that all instances know.
    private const string Tells = "evenkeel.tells-activity";

    public override async Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        if (Activity.IsTold(context.HttpContext))
        {
            context.ShouldRenew = true;
            context.Properties.Items[Tells] = "";
        }

        await own.CheckSlidingExpiration(context);
        context.ShouldRenew &= !Activity.IsNone(context.HttpContext, context.Properties.Items.ContainsKey(Tells));
    }

    public override Task ValidatePrincipal(CookieValidatePrincipalContext context) => own.ValidatePrincipal(context);

    public override Task SigningIn(CookieSigningInContext context) => own.SigningIn(context);

    public override Task SignedIn(CookieSignedInContext context) => own.SignedIn(context);

    public override Task SigningOut(CookieSigningOutContext context) => own.SigningOut(context);

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) => own.RedirectToLogin(context);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) => own.RedirectToAccessDenied(context);

    public override Task RedirectToLogout(RedirectContext<CookieAuthenticationOptions> context) => own.RedirectToLogout(context);

    public override Task RedirectToReturnUrl(RedirectContext<CookieAuthenticationOptions> context) => own.RedirectToReturnUrl(context);
}
