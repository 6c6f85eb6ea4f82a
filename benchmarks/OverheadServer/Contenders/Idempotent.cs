using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OverheadServer.Items;

namespace OverheadServer.Contenders;

/// <summary>(b): idempotency as it is usually written by hand, a row of the key and the answer in the same transaction.</summary>
internal static class Idempotent
{
    public static void MapIdempotent(this IEndpointRouteBuilder app) => app.MapPost("/idempotent/rows", HandleAsync);

    private static async Task<IResult> HandleAsync(
        [FromHeader(Name = "Idempotency-Key")] Guid key, NewRow input, PlainDb db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var known = await db.Keys.AsNoTracking().FirstOrDefaultAsync(each => each.Id == key, cancellationToken);
        if (known is not null)
        {
            return TypedResults.Created(known.Location, JsonSerializer.Deserialize<Added>(known.Answer, JsonSerializerOptions.Web));
        }

        var row = input.ToRow();
        var answer = new Added(row.Id);
        db.Keys.Add(new AnsweredKey { Id = key, Location = $"/rows/{row.Id}", Answer = JsonSerializer.Serialize(answer, JsonSerializerOptions.Web) });
        db.Rows.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/rows/{row.Id}", answer);
    }
}
