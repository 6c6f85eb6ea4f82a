using Microsoft.EntityFrameworkCore;
using OverheadServer.Items;

namespace OverheadServer.Contenders;

/// <summary>The handler that the plain endpoint and Evenkeel's query share.</summary>
internal static class ReadRow
{
    public static async Task<IResult> HandleAsync<TDb>(Guid id, TDb db, CancellationToken cancellationToken)
        where TDb : RowsDb =>
        await db.Rows.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();
}
