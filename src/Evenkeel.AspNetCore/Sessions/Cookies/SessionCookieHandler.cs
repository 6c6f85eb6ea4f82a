using System.Security.Claims;
using System.Text.Encodings.Web;
using Evenkeel.AspNetCore.Sessions.Unknown;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>The framework's cookie authentication with a third outcome: that nothing can be told.</summary>
internal sealed class SessionCookieHandler(
    IOptionsMonitor<CookieAuthenticationOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ISessionKeys keys, SessionMetrics metrics, SessionOutage outage)
    : CookieAuthenticationHandler(options, loggers, encoder)
{
    protected override async Task InitializeEventsAsync()
    {
        await base.InitializeEventsAsync();
        Events = new SessionEvents(Events);
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        try
        {
            await LookForKeyAsync();
            return await base.HandleAuthenticateAsync();
        }
        catch (SessionUnknownException error)
        {
            Mark(error);
            return AuthenticateResult.Fail(error);
        }
    }

    protected override Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        Context.Features.Set(new SigningIn());
        return WriteAsync(() => base.HandleSignInAsync(user, properties));
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        Context.Features.Set(new SigningOut());
        return WriteAsync(() => base.HandleSignOutAsync(properties));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => SessionUnknown.Is(Context) ? SessionUnknown.AnswerAsync(Context) : base.HandleChallengeAsync(properties);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => SessionUnknown.Is(Context) ? SessionUnknown.AnswerAsync(Context) : base.HandleForbiddenAsync(properties);

    protected override Task FinishResponseAsync() => SessionUnknown.Is(Context) ? Task.CompletedTask : base.FinishResponseAsync();

    // The endpoint must not go on as if somebody were signed in, or out.
    private async Task WriteAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (SessionUnknownException error)
        {
            Mark(error);
            DiscardedAnswer.Begin(Context);
            throw;
        }
    }

    private void Mark(SessionUnknownException error)
    {
        metrics.Unknown.Add(1);
        outage.Tell(error, Request.Method, Request.Path);
        SessionUnknown.Mark(Context);
    }

    // Another instance may have made a key a moment ago.
    private async Task LookForKeyAsync()
    {
        if (Options.CookieManager.GetRequestCookie(Context, Options.Cookie.Name!) is { } cookie && SessionFormat.KeyOf(cookie) is { } key && !keys.Knows(key))
        {
            try
            {
                await keys.LookAgainAsync(Context.RequestAborted);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                throw new SessionUnknownException("The keys of sessions cannot be asked for.", error);
            }
        }
    }
}
