using System.Data.Common;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>A part of a shared transaction. Of a flush's, if it has no gate: the flush commits it. Otherwise whoever is the last in line does.</summary>
internal sealed class SharedCarrier(SharedTransaction shared, WriteGate? gate) : Carrier
{
    private bool _kept;

    public override DbConnection Connection => shared.Connection;

    public override DbTransaction Transaction => shared.Transaction;

    public override LedgerStatements Ledger => shared.Ledger;

    public override Task<bool> Committed => shared.Outcome;

    public override bool IsOf(DbContext? context) => false;

    public void TakeNoMore() => shared.TakeNoMore();

    public override async Task<bool> KeepAsync(LedgerRecord row) => _kept = await shared.KeepAsync(row);

    public override async ValueTask<Task<bool>> EndAsync(bool inUse)
    {
        if (inUse)
        {
            shared.Break();
        }
        else if (!_kept)
        {
            await shared.UndoAsync();
        }

        if (gate is null)
        {
            return Task.FromResult(true);
        }

        if (!shared.TakesMore || !gate.TryPassOn(shared))
        {
            try
            {
                if (await shared.EndAsync())
                {
                    gate.Learn(shared);
                }
            }
            finally
            {
                gate.Leave();
            }
        }

        // What it read may have been written by members before it: even a refusal stands only with them.
        return shared.Outcome;
    }
}
