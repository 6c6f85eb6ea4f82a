using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// The operations of a flush that share a transaction. It begins with the first write of one of them and keeps the write gate until it ends. Used by one
/// operation at a time.
/// </summary>
internal sealed class FlushGroup(ApplicationStore? store, WriteGates? gates, IServiceScopeFactory scopes, OperationMetrics metrics, TimeProvider clock) : IAsyncDisposable
{
    private static readonly AsyncLocal<FlushGroup?> Ambient = new();

    private WriteGate? _gate;

    /// <summary>The group whose operation's pipeline runs on this async flow, or null.</summary>
    public static FlushGroup? Current => Ambient.Value;

    public SharedTransaction? Open { get; private set; }

    /// <summary>The operation that runs cannot share: the group is to be closed, and the operation run again by itself.</summary>
    public bool WantsAlone { get; set; }

    /// <summary>The commit failed: every operation since the group began is to run again by itself.</summary>
    public bool Failed { get; private set; }

    public void Enter() => Ambient.Value = this;

    public bool Covers(DbContext? context) => store?.Covers(context) == true;

    /// <returns>Null: the context's database cannot be shared.</returns>
    /// <exception cref="TimeoutException">Another write held the database for too long.</exception>
    /// <exception cref="System.Data.Common.DbException">The database did not let it begin.</exception>
    public async Task<SharedTransaction?> TryBeginAsync(DbContext context, TimeSpan atMost, CancellationToken cancel)
    {
        if (Open is { } open)
        {
            return open;
        }

        var gate = gates!.Of(context);
        if (gate is not null)
        {
            await gate.EnterAsync(shares: false, atMost, cancel);
        }

        try
        {
            Open = await SharedTransaction.TryBeginAsync(store!, scopes, metrics, clock, context, cancel);
        }
        finally
        {
            if (Open is null)
            {
                gate?.Leave();
            }
        }

        _gate = Open is null ? null : gate;
        return Open;
    }

    /// <summary>Commits what is open.</summary>
    /// <returns>Whether all that was answered since the group began stands.</returns>
    public async Task<bool> CloseAsync()
    {
        if (Open is { } open)
        {
            Open = null;
            try
            {
                Failed = !await open.EndAsync();
            }
            finally
            {
                _gate?.Leave();
                _gate = null;
            }
        }

        return !Failed;
    }

    /// <summary>Forgets what became of the operations so far, which now is settled.</summary>
    public void Renew() => (WantsAlone, Failed) = (false, false);

    /// <summary>Commits what was done, though nobody is left to hear of it: its client finds it in the ledger.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync();
}
