using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>Decides which transaction carries an operation, at its first write.</summary>
internal static class Carriers
{
    /// <exception cref="DatabaseBusyException">The database did not let the write begin in time.</exception>
    public static async Task<Carrier> BeginAsync(OperationOrder order, DbContext context, IsolationLevel? isolation, CancellationToken cancel)
    {
        var shares = order.Shares && isolation is null && IsIdle(context) && DatabaseFile.CanBeOpenedTwice(context);
        try
        {
            if (shares && order.Group is { } group && await group.TryBeginAsync(context, order.WriteWait, cancel) is { } shared)
            {
                await shared.AdmitAsync(cancel);
                return new SharedCarrier(shared, gate: null);
            }

            if (order.Gates.Of(context) is not { } gate)
            {
                return await OwnCarrier.BeginAsync(order, context, gate: null, isolation, cancel);
            }

            var open = await gate.EnterAsync(shares, order.WriteWait, cancel);
            return await BehindAsync(gate, open, shares, order, context, isolation, cancel);
        }
        catch (Exception error) when (error is TimeoutException or DbException)
        {
            throw new DatabaseBusyException(error);
        }
    }

    private static async Task<Carrier> BehindAsync(
        WriteGate gate, SharedTransaction? open, bool shares, OperationOrder order, DbContext context, IsolationLevel? isolation, CancellationToken cancel)
    {
        try
        {
            if (shares)
            {
                open ??= await SharedTransaction.TryBeginAsync(order.Store, order.Scopes, order.Metrics, order.Clock, context, cancel);
            }

            if (open is null)
            {
                return await OwnCarrier.BeginAsync(order, context, gate, isolation, cancel);
            }

            await open.AdmitAsync(cancel);
            return new SharedCarrier(open, gate);
        }
        catch
        {
            try
            {
                await (open?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
            finally
            {
                gate.Leave();
            }

            throw;
        }
    }

    // Its connection can be exchanged only while nobody reads through it, or holds it open.
    private static bool IsIdle(DbContext context) => context.Database.GetDbConnection().State == ConnectionState.Closed;
}
