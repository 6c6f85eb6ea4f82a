using Crm.Hosting;
using Crm.Problems;
using Crm.Tenancy;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Products;

public static class ProductEndpoints
{
    private const int MostProducts = 1_000;

    public static void MapProducts(this IEndpointRouteBuilder api)
    {
        api.MapQuery("/products", ListAsync);
        api.MapCommand("/products", AddAsync);
        api.MapCommand("PUT /products/{productId}", EditAsync);
    }

    private static async Task<ProductList> ListAsync(CrmDb db, CancellationToken cancellationToken)
    {
        var products = await db.Products.AsNoTracking().OrderBy(row => row.Name).ThenBy(row => row.Id).Take(MostProducts)
            .ToListAsync(cancellationToken);
        return new() { Products = [.. products.Select(ProductView.Of)] };
    }

    private static async Task<IResult> AddAsync(
        ProductInput input, CrmDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        var fields = await CheckAsync(id, input, db, cancellationToken);
        if (await db.Products.IgnoreQueryFilters().AnyAsync(row => row.Id == id, cancellationToken))
            fields.Add("id", "This id is taken.");
        if (await db.Products.CountAsync(cancellationToken) >= MostProducts)
            fields.Add("products", $"A company has at most {MostProducts:N0} products.");
        if (fields.Any)
            return fields.ToProblem();

        var product = new Product { Id = id, TenantId = caller.TenantId, Name = "", Sku = "", Currency = "" };
        db.Products.Add(product);
        return await SaveAsync(product, input, db, cancellationToken)
            ?? TypedResults.Created($"/api/products/{id}", ProductView.Of(product));
    }

    private static async Task<IResult> EditAsync(Guid productId, ProductInput input, CrmDb db, CancellationToken cancellationToken)
    {
        if (await db.Products.SingleOrDefaultAsync(row => row.Id == productId, cancellationToken) is not { } product)
            return Problem.NotFound("product");
        if (await CheckAsync(productId, input, db, cancellationToken) is { Any: true } fields)
            return fields.ToProblem();

        return await SaveAsync(product, input, db, cancellationToken) ?? TypedResults.Ok(ProductView.Of(product));
    }

    private static async Task<FieldErrors> CheckAsync(Guid id, ProductInput input, CrmDb db, CancellationToken cancellationToken)
    {
        var fields = input.Check();
        var sku = input.KeptSku();
        var owner = await db.Products.Where(row => row.Sku == sku && row.Id != id).FirstOrDefaultAsync(cancellationToken);
        return owner is null ? fields : fields.Add("sku", $"“{owner.Name}” has this SKU already.");
    }

    /// <summary>Two who take one SKU at the same moment both pass the check; the index lets in the first.</summary>
    private static async Task<IResult?> SaveAsync(Product product, ProductInput input, CrmDb db, CancellationToken cancellationToken)
    {
        input.CopyTo(product);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException error) when (CrmDatabase.IsTaken(error))
        {
            return new FieldErrors().Add("sku", "Another product took this SKU just now.").ToProblem();
        }
    }
}
