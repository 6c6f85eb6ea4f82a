namespace FlushServer.Items;

/// <summary>The handler that the contenders with one answer for each operation share.</summary>
internal static class AddItem
{
    public static async Task<IResult> HandleAsync(ItemInput input, ItemsDb db, CancellationToken cancellationToken)
    {
        var item = input.ToItem();
        db.Items.Add(item);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/items/{item.Id}", new Added(input.Id, item.Id));
    }
}
