using Evenkeel.AspNetCore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Stockroom.Accounts;
using Stockroom.Hosting;
using Stockroom.Movements;

namespace Stockroom.Products;

public static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder api)
    {
        var products = api.MapGroup("/products");
        products.MapGet("", ListAsync);
        products.MapGet("/{sku}", FindAsync);
        products.MapPost("", AddAsync).AsCommand();
        products.MapPut("/{sku}", EditAsync).AddEndpointFilter<IfMatchFilter>().AsCommand();
        products.MapDelete("/{sku}", RemoveAsync).AsCommand();
        products.MapPost("/archive", ArchiveAsync).RequireAuthorization(Role.Manager).AsCommand();
    }

    private static async Task<Ok<List<ProductView>>> ListAsync(string? category, StockDb db, CancellationToken cancellationToken)
    {
        var products = await db.Products.AsNoTracking()
            .Where(row => row.ArchivedAt == null && (category == null || row.Category == category))
            .OrderBy(row => row.Sku)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(products.ConvertAll(ProductView.Of));
    }

    private static async Task<Results<Ok<ProductView>, StatusCodeHttpResult, ProblemHttpResult>> FindAsync(
        string sku, [FromHeader(Name = "If-None-Match")] string? known, StockDb db, HttpResponse response, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Sku == sku, cancellationToken);
        if (product is null)
            return NotThere(sku);

        response.Headers.ETag = product.ETag;
        return known == product.ETag ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(ProductView.Of(product));
    }

    private static async Task<Results<Created<ProductView>, ProblemHttpResult>> AddAsync(
        NewProduct input, StockDb db, HttpResponse response, CancellationToken cancellationToken)
    {
        var product = new Product { Sku = input.Sku, Name = input.Name, Category = input.Category, PriceInCents = input.PriceInCents };
        db.Products.Add(product);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.IsDuplicate())
        {
            return TypedResults.Problem($"There is a product '{input.Sku}' already.", statusCode: StatusCodes.Status409Conflict);
        }

        response.Headers.ETag = product.ETag;
        return TypedResults.Created($"/api/products/{product.Sku}", ProductView.Of(product));
    }

    private static async Task<Results<Ok<ProductView>, ProblemHttpResult>> EditAsync(
        string sku, ProductEdit input, [FromHeader(Name = "If-Match")] string seen, StockDb db, HttpResponse response, CancellationToken cancellationToken)
    {
        var product = await db.Products.SingleOrDefaultAsync(row => row.Sku == sku, cancellationToken);
        if (product is null)
            return NotThere(sku);
        if (seen != product.ETag)
            return Changed();

        (product.Name, product.PriceInCents) = (input.Name, input.PriceInCents);
        product.Version++;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed();
        }

        response.Headers.ETag = product.ETag;
        return TypedResults.Ok(ProductView.Of(product));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string sku, StockDb db, CancellationToken cancellationToken)
    {
        var unused = db.Products.Where(row => row.Sku == sku && row.Quantity == 0 && !db.Movements.Any(movement => movement.ProductId == row.Id));
        if (await unused.ExecuteDeleteAsync(cancellationToken) > 0)
            return TypedResults.NoContent();

        return await db.Products.AnyAsync(row => row.Sku == sku, cancellationToken)
            ? TypedResults.Problem("A product that is in stock or was ever moved is archived, not removed.", statusCode: StatusCodes.Status409Conflict)
            : NotThere(sku);
    }

    private static async Task<Ok<ArchiveView>> ArchiveAsync(ArchiveInput input, StockDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sold = db.Products.Where(row => row.Category == input.Category && row.Quantity == 0 && row.ArchivedAt == null);
        var refusals = db.Movements.Where(row => row.State == MovementState.Refused && sold.Any(product => product.Id == row.ProductId));
        var forgotten = await refusals.ExecuteDeleteAsync(cancellationToken);
        var archived = await sold.ExecuteUpdateAsync(
            row => row.SetProperty(product => product.ArchivedAt, now).SetProperty(product => product.Version, product => product.Version + 1), cancellationToken);
        return TypedResults.Ok(new ArchiveView { Archived = archived, RefusalsForgotten = forgotten });
    }

    private static ProblemHttpResult NotThere(string sku) =>
        TypedResults.Problem($"There is no product '{sku}'.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Changed() =>
        TypedResults.Problem("Somebody has changed the product since.", statusCode: StatusCodes.Status412PreconditionFailed);
}
