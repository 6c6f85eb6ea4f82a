using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>Puts our parts into the application's cookie authentication, when it has said all that it has to say.</summary>
internal sealed class CookieSetup(IServiceProvider services, SessionScheme scheme, IOptions<UserSessionOptions> own, IHostEnvironment environment, ISessionKeys keys, TimeProvider clock) : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        if (name != scheme.Name || options.TicketDataFormat is SessionFormat)
        {
            return;
        }

        if (options.SessionStore is not null)
        {
            throw new InvalidOperationException($"The cookie scheme '{name}' has a SessionStore of its own. Leave it out, or leave out AddSessions().");
        }

        // As the framework has it: what it protected before goes on being read.
        var provider = options.DataProtectionProvider ?? services.GetRequiredService<IDataProtectionProvider>();
        var format = new SessionFormat(
            options.TicketDataFormat ?? new TicketDataFormat(provider.CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", name, "v2")), keys, name, own.Value, clock);
        var former = Harden(name, options);
        scheme.HasFormerName = former is not null;
        options.TicketDataFormat = format;
        options.CookieManager = new SessionCookies(options.CookieManager ?? new ChunkingCookieManager(), former, format);
        options.SessionStore = services.GetRequiredService<TicketStore>();
    }

    /// <returns>The cookie's name before, if it has got another one.</returns>
    private string? Harden(string name, CookieAuthenticationOptions options)
    {
        var cookie = options.Cookie;
        if (!(own.Value.HostCookie ?? !environment.IsDevelopment()) || cookie.SecurePolicy != CookieSecurePolicy.SameAsRequest)
        {
            return null;
        }

        cookie.SecurePolicy = CookieSecurePolicy.Always;
        var stock = CookieAuthenticationDefaults.CookiePrefix + Uri.EscapeDataString(name);
        if ((cookie.Name is not null && cookie.Name != stock) || cookie.Domain is not null || cookie.Path is not null)
        {
            return null;
        }

        (cookie.Name, cookie.Path) = ($"__Host-{Uri.EscapeDataString(name)}", "/");
        return stock;
    }
}
