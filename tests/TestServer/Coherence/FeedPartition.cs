using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.TestServer.Coherence;

/// <summary>Keeps the server's own work from the database, and with it all that tells of others' changes, while requests go on.</summary>
internal sealed class FeedPartition(IHttpContextAccessor requests) : DbConnectionInterceptor
{
    private volatile bool _isOn;

    public bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        IsOn && requests.HttpContext is null ? throw new TimeoutException("The test has cut this server off.") : new(result);
}
