using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>Looks ids up in the ledger of a SQLite database, over kept connections where there are any. Thread-safe.</summary>
internal sealed class LedgerReaders(KeptConnections connections)
{
    public async Task<LedgerEntry?> FindAsync(DbContext request, LedgerKey key, CancellationToken cancel)
    {
        var own = request.GetService<IRelationalConnection>();
        if (await connections.RentAsync(request, own, cancel) is not { } kept)
        {
            return await LedgerTable.Of(request).FindAsync(own, key, cancel);
        }

        try
        {
            var found = await kept.Ledger.FindAsync(key, cancel);
            connections.Return(kept);
            return found;
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }
}
