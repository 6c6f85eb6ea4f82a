using System.Security.Claims;
using Evenkeel.AspNetCore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Stockroom.Products;

namespace Stockroom.Movements;

public static class MovementEndpoints
{
    public static void MapMovements(this IEndpointRouteBuilder api)
    {
        var movements = api.MapGroup("/products/{sku}/movements");
        movements.MapGet("", ListAsync);
        movements.MapPost("", BookAsync).AsCommand();
    }

    private static async Task<Results<Ok<List<MovementView>>, ProblemHttpResult>> ListAsync(string sku, StockDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, sku, cancellationToken) is not { } product)
            return NotThere(sku);

        var movements = await db.Movements.AsNoTracking().Where(row => row.ProductId == product.Id).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(movements.ConvertAll(row => View(row, product)));
    }

    private static async Task<Results<Created<MovementView>, ProblemHttpResult>> BookAsync(
        string sku, MovementInput input, ClaimsPrincipal user, StockDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, sku, cancellationToken) is not { } product)
            return NotThere(sku);

        var movement = new Movement
        {
            ProductId = product.Id, Quantity = input.Quantity, Reason = input.Reason, By = user.Identity!.Name!, At = time.GetUtcNow(),
        };
        db.Movements.Add(movement);
        await db.SaveChangesAsync(cancellationToken);

        // One statement, so that two clerks cannot ship the same goods.
        var booked = await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Products" SET "Quantity" = "Quantity" + {input.Quantity}, "Version" = "Version" + 1
            WHERE "Id" = {product.Id} AND "ArchivedAt" IS NULL AND "Quantity" + {input.Quantity} >= 0
            """,
            cancellationToken);
        movement.State = booked == 1 ? MovementState.Booked : MovementState.Refused;
        await db.SaveChangesAsync(cancellationToken);
        return booked == 1
            ? TypedResults.Created($"/api/products/{sku}/movements/{movement.Id}", View(movement, product))
            : TypedResults.Problem($"There are not {-input.Quantity} of '{sku}'.", statusCode: StatusCodes.Status409Conflict);
    }

    private static Task<Product?> FindAsync(StockDb db, string sku, CancellationToken cancellationToken) =>
        db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Sku == sku, cancellationToken);

    private static ProblemHttpResult NotThere(string sku) =>
        TypedResults.Problem($"There is no product '{sku}'.", statusCode: StatusCodes.Status404NotFound);

    private static MovementView View(Movement movement, Product product) => new()
    {
        Id = movement.Id,
        Sku = product.Sku,
        Quantity = movement.Quantity,
        Reason = movement.Reason,
        State = movement.State.ToString().ToLowerInvariant(),
        By = movement.By,
        At = movement.At,
    };
}
