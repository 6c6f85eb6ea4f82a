using Crm.Problems;
using Crm.Tenancy;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Comments;

public static class CommentEndpoints
{
    private const int UsuallyShown = 100;
    private const int MostShown = 2_000;

    public static void MapComments(this IEndpointRouteBuilder api)
    {
        api.MapQuery("/clients/{clientId}/comments", ListAsync).Produces<CommentList>();
        api.MapCommand("/clients/{clientId}/comments", AddAsync);
        api.MapCommand("PUT /clients/{clientId}/comments/{commentId}", EditAsync);
        api.MapCommand("DELETE /clients/{clientId}/comments/{commentId}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(Guid clientId, int? newest, CrmDb db, CancellationToken cancellationToken)
    {
        if (newest is < 1 or > MostShown)
            return new FieldErrors().Add("newest", $"Between 1 and {MostShown} comments can be shown.").ToProblem();
        if (!await db.Clients.AnyAsync(row => row.Id == clientId, cancellationToken))
            return Problem.NotFound("client");

        var comments = db.Comments.Where(row => row.ClientId == clientId);
        var shown = await comments.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(newest ?? UsuallyShown)
            .Select(CommentView.Of)
            .ToListAsync(cancellationToken);
        shown.Reverse();
        return TypedResults.Ok(new CommentList { Comments = shown, Total = await comments.CountAsync(cancellationToken) });
    }

    private static async Task<IResult> AddAsync(
        Guid clientId, CommentInput input, CrmDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Clients.AnyAsync(row => row.Id == clientId, cancellationToken))
            return Problem.NotFound("client");

        var fields = input.Check();
        var id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        if (await db.Comments.IgnoreQueryFilters().AnyAsync(row => row.Id == id, cancellationToken))
            fields.Add("id", "This id is taken.");
        if (input.OpportunityId is { } about && !await db.Opportunities.AnyAsync(row => row.Id == about && row.ClientId == clientId, cancellationToken))
            fields.Add("opportunityId", "Choose one of this client's opportunities.");
        if (fields.Any)
            return fields.ToProblem();

        db.Comments.Add(new Comment
        {
            Id = id,
            TenantId = caller.TenantId,
            ClientId = clientId,
            OpportunityId = input.OpportunityId,
            AuthorId = caller.UserId,
            Text = input.KeptText(),
            At = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/clients/{clientId}/comments/{id}", await ViewAsync(db, id, cancellationToken));
    }

    private static async Task<IResult> EditAsync(
        Guid clientId, Guid commentId, CommentInput input, CrmDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, commentId, cancellationToken) is not { } comment)
            return Problem.NotFound("comment");
        if (comment.AuthorId != caller.UserId)
            return Problem.Forbidden("Only the person who wrote a comment may change it.");
        if (input.Check() is { Any: true } fields)
            return fields.ToProblem();

        comment.Text = input.KeptText();
        comment.EditedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(db, commentId, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(
        Guid clientId, Guid commentId, CrmDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, commentId, cancellationToken) is not { } comment)
            return Problem.NotFound("comment");
        if (comment.AuthorId != caller.UserId)
            return Problem.Forbidden("Only the person who wrote a comment may delete it.");

        db.Comments.Remove(comment);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Comment?> FindAsync(CrmDb db, Guid clientId, Guid commentId, CancellationToken cancellationToken) =>
        db.Comments.SingleOrDefaultAsync(row => row.Id == commentId && row.ClientId == clientId, cancellationToken);

    private static Task<CommentView> ViewAsync(CrmDb db, Guid id, CancellationToken cancellationToken) =>
        db.Comments.Where(row => row.Id == id).Select(CommentView.Of).SingleAsync(cancellationToken);
}
