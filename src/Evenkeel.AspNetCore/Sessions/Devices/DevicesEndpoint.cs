using System.Data.Common;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sessions.Devices;

/// <summary><c>/_evenkeel/sessions</c>: a user's own sessions, to look at and to end.</summary>
internal sealed class DevicesEndpoint(ISessions sessions, CallerResolver callers, ProblemWriter problems)
{
    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    public static Task RefuseAsync(HttpContext http) =>
        http.RequestServices.GetRequiredService<ProblemWriter>().WriteAsync(http, ProblemCodes.NotFound, "This server keeps no sessions.");

    public Task ListAsync(HttpContext http) => AsUserAsync(http, async caller =>
    {
        var current = http.Features.Get<CurrentSession>()?.Id;
        var all = await sessions.ListAsync(caller.User, caller.Tenant, http.RequestAborted);
        var list = new SessionList { Sessions = [.. all.Select(each => Show(each, each.Id == current))] };
        await http.Response.WriteAsJsonAsync(list, DeviceJson.Default.SessionList, cancellationToken: http.RequestAborted);
    });

    public Task EndAsync(HttpContext http, string id) => AsUserAsync(http, async caller =>
    {
        if (!SessionKey.IsPublicId(id))
        {
            await problems.WriteAsync(http, ProblemCodes.SessionIdMalformed, "The id in the path is not one that the list of sessions gives.");
            return;
        }

        await sessions.RevokeAsync(id, caller.User, caller.Tenant, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    public Task EndOthersAsync(HttpContext http) => AsUserAsync(http, async caller =>
    {
        await sessions.RevokeAllAsync(caller.User, caller.Tenant, http.Features.Get<CurrentSession>()?.Id, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    private static ListedSession Show(UserSession session, bool current) => new()
    {
        Id = session.Id,
        Device = session.Device,
        Created = session.Created.ToUnixTimeMilliseconds(),
        Seen = session.Seen.ToUnixTimeMilliseconds(),
        Expires = session.Expires?.ToUnixTimeMilliseconds(),
        Current = current,
    };

    private async Task AsUserAsync(HttpContext http, Func<Caller, Task> run)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.User.Identity is not { IsAuthenticated: true })
        {
            await problems.WriteAsync(http, ProblemCodes.Unauthenticated, "Only signed-in callers have sessions.");
            return;
        }

        try
        {
            await run(callers.Resolve(http));
        }
        catch (Exception error) when (error is DbException or TimeoutException && !http.Response.HasStarted)
        {
            await problems.WriteAsync(http, ProblemCodes.DatabaseBusy, "Nothing was ended.", RetrySoon);
        }
    }
}
