using System.Runtime;
using Microsoft.EntityFrameworkCore;
using OverheadServer.Items;

namespace OverheadServer.Hosting;

/// <summary>How many other requests are under way, how many methods were compiled, tier by tier, and what the tables hold, by SQL.</summary>
internal sealed record Measures(int UnderWay, long CompiledMethods, long Rows, long Keys, long Ledger)
{
    public static async Task<Measures> TakeAsync(RowsDb db, RequestCount requests, CancellationToken cancellationToken)
    {
        // Asked first: who is gone by then has written by then. One of them is the request that asks.
        var others = requests.UnderWay - 1;
        return new Measures(
            others,
            JitInfo.GetCompiledMethodCount(),
            await CountAsync(db, """SELECT COUNT(*) AS "Value" FROM "Rows" """, cancellationToken),
            await CountAsync(db, """SELECT COUNT(*) AS "Value" FROM "Keys" """, cancellationToken),
            await CountAsync(db, "SELECT COUNT(*) AS \"Value\" FROM evenkeel_ledger", cancellationToken));
    }

    private static Task<long> CountAsync(RowsDb db, string sql, CancellationToken cancellationToken) => db.Database.SqlQueryRaw<long>(sql).SingleAsync(cancellationToken);
}
