using OverheadServer.Items;

namespace OverheadServer.Contenders;

/// <summary>The handler that the plain endpoint and Evenkeel's commands share.</summary>
internal static class AddRow
{
    public static async Task<IResult> HandleAsync<TDb>(NewRow input, TDb db, CancellationToken cancellationToken)
        where TDb : RowsDb
    {
        var row = input.ToRow();
        db.Rows.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/rows/{row.Id}", new Added(row.Id));
    }
}
