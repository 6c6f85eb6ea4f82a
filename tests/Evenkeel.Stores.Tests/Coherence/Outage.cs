using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>Takes one node's database away, and gives it back.</summary>
internal sealed class Outage : DbConnectionInterceptor
{
    private volatile bool _isOn;

    public bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        IsOn ? throw new TimeoutException("The test has cut this node off.") : new(result);
}
