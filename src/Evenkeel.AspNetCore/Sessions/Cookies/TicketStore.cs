using System.Data.Common;
using System.Security.Claims;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Sessions.Unknown;
using Evenkeel.AspNetCore.Transactions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>The framework's seam for sessions that are kept on the server.</summary>
internal sealed class TicketStore(
    SessionStore store, SessionCache cache, SessionLimit limit, TicketBytes tickets, AdoptedCookies adopted, CallerResolver callers, ISessionKeys keys, SessionMetrics metrics, IOptions<UserSessionOptions> options, TimeProvider clock,
    ILogger<TicketStore> log) : ITicketStore
{
    private static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(2);

    public Task<string> StoreAsync(AuthenticationTicket ticket) => throw NeedsRequest();

    public Task RenewAsync(string key, AuthenticationTicket ticket) => throw NeedsRequest();

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw NeedsRequest();

    public Task RemoveAsync(string key) => throw NeedsRequest();

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var (key, row) = await AddAsync(ticket, httpContext, cancellationToken);
        await WriteAsync(() => limit.KeepAsync(row, cancellationToken));
        return key;
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        try
        {
            var found = await cache.FindAsync(key, cancellationToken) ?? (SessionKey.IsOfCookie(key) ? await AdoptAsync(key, httpContext, cancellationToken) : null);
            if (found is not { Ticket: { } ticket } || found.Row.Ends <= clock.GetUtcNow().ToUnixTimeMilliseconds())
            {
                return null;
            }

            httpContext.Features.Set(new CurrentSession(found.Row));
            return ticket.Clone();
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new SessionUnknownException("The session cannot be asked for.", error);
        }
    }

    /// <summary>Called where a session goes on, and also where somebody signs in over one that is there.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (httpContext.Features.Get<SigningIn>() is not null)
        {
            var (next, row) = await AddAsync(ticket, httpContext, cancellationToken);
            await WriteAsync(() => store.EndAsync(SessionKey.Hash(key), cancellationToken));
            cache.Forget(key);
            await WriteAsync(() => limit.KeepAsync(row, cancellationToken));
            httpContext.Features.Set(new NewSessionKey(next));
            return;
        }

        try
        {
            using var longest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await RenewAsync(key, ticket, httpContext.Features.Get<CurrentSession>(), longest.Token).WaitAsync(LongestRenewal, clock, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.FailedRenewals.Add(1);
            log.RenewalFailed(error);
        }
    }

    /// <summary>Called where somebody signs out, and also where a session has expired, which ends it already.</summary>
    public async Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (httpContext.Features.Get<SigningOut>() is not null)
        {
            await WriteAsync(() => store.EndAsync(SessionKey.Hash(key), cancellationToken));
            cache.Forget(key);
        }
    }

    private async Task<(string Key, SessionRow Row)> AddAsync(AuthenticationTicket ticket, HttpContext http, CancellationToken cancel)
    {
        if (!keys.IsReady)
        {
            throw new SessionUnknownException("This instance does not know the keys of the others: a session that begins here could be read nowhere else.");
        }

        var key = SessionKey.New();
        var row = Row(key, ticket, http);
        await WriteAsync(() => store.AddAsync(row, cancel));
        http.Features.Set(new CurrentSession(row));
        return (key, row);
    }

    private async Task RenewAsync(string key, AuthenticationTicket ticket, CurrentSession? current, CancellationToken cancel)
    {
        var expires = Earlier(ticket.Properties.ExpiresUtc?.ToUnixTimeMilliseconds(), current?.Ends);
        ticket.Properties.ExpiresUtc = expires is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
        var hash = SessionKey.Hash(key);
        if (await store.RenewAsync(hash, clock.GetUtcNow(), expires, tickets.Protect(ticket, hash), cancel) && current is not null)
        {
            current.Expires = expires;
        }

        cache.Forget(key);
    }

    private async Task<KeptSession?> AdoptAsync(string key, HttpContext http, CancellationToken cancel)
    {
        if (adopted.Read(http, key) is not { } ticket || ticket.Properties.ExpiresUtc < clock.GetUtcNow())
        {
            return null;
        }

        if (await store.AddAsync(Row(key, ticket, http), cancel))
        {
            metrics.Adopted.Add(1);
        }

        // Of several requests at once one has added it; and one that was ended meanwhile stays so.
        return await cache.FindAsync(key, cancel);
    }

    private SessionRow Row(string key, AuthenticationTicket ticket, HttpContext http)
    {
        var now = clock.GetUtcNow();
        long? ends = options.Value.AbsoluteLifetime is { } lifetime ? (now + lifetime).ToUnixTimeMilliseconds() : null;
        var expires = Earlier(ticket.Properties.ExpiresUtc?.ToUnixTimeMilliseconds(), ends);
        var (caller, hash) = (CallerOf(ticket.Principal, http), SessionKey.Hash(key));
        return new SessionRow
        {
            KeyHash = hash,
            Id = SessionKey.NewPublicId(),
            Tenant = caller.Tenant,
            User = caller.User,
            Device = DeviceName.Of(http.Request.Headers.UserAgent),
            Created = now.ToUnixTimeMilliseconds(),
            Seen = now.ToUnixTimeMilliseconds(),
            Expires = expires,
            Ends = ends,
            Ticket = tickets.Protect(ticket, hash),
        };
    }

    // The application tells user and tenant of a request; at a sign-in the request's user is still another one.
    private Caller CallerOf(ClaimsPrincipal principal, HttpContext http)
    {
        var before = http.User;
        try
        {
            http.User = principal;
            return callers.Resolve(http);
        }
        finally
        {
            http.User = before;
        }
    }

    private static long? Earlier(long? one, long? other) => one is null || other < one ? other : one;

    // Inside a command its runner knows better what a failure means.
    private static async Task WriteAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception error) when (error is DbException or TimeoutException && OperationTransaction.Current is null)
        {
            throw new SessionUnknownException("The session cannot be written.", error);
        }
    }

    private static InvalidOperationException NeedsRequest() => new("Sessions are kept for a request.");
}
