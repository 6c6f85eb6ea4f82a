using System.Security.Claims;
using Evenkeel.AspNetCore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Stockroom.Accounts;

namespace Stockroom.Prices;

public static class PriceEndpoints
{
    public static void MapPrices(this IEndpointRouteBuilder api)
    {
        var changes = api.MapGroup("/price-changes").RequireAuthorization(Role.Manager);
        changes.MapGet("/{id:int}", FindAsync);
        changes.MapPost("", ChangeAsync).AsCommand();
    }

    private static async Task<Results<Ok<PriceChange>, NotFound>> FindAsync(int id, StockDb db, CancellationToken cancellationToken) =>
        await db.PriceChanges.FindAsync([id], cancellationToken) is { } change ? TypedResults.Ok(change) : TypedResults.NotFound();

    /// <summary>Either every price of the category changes and the change is on record, or nothing happens.</summary>
    private static async Task<Results<Created<PriceChange>, ProblemHttpResult>> ChangeAsync(
        PriceChangeInput input, ClaimsPrincipal user, StockDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db.Products
            .Where(row => row.Category == input.Category && row.ArchivedAt == null)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(product => product.PriceInCents, product => product.PriceInCents + (product.PriceInCents * input.Percent / 100))
                    .SetProperty(product => product.Version, product => product.Version + 1),
                cancellationToken);
        if (changed == 0)
            return TypedResults.Problem($"There are no products of the category '{input.Category}'.", statusCode: StatusCodes.Status404NotFound);

        var change = new PriceChange
        {
            Category = input.Category, Percent = input.Percent, Products = changed, By = user.Identity!.Name!, At = time.GetUtcNow(),
        };
        db.PriceChanges.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/price-changes/{change.Id}", change);
    }
}
