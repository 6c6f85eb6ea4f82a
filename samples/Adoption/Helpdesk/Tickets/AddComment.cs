using Helpdesk.Data;
using Helpdesk.Mediation;

namespace Helpdesk.Tickets;

public sealed record AddComment(int TicketId, string Text) : IRequest<Comment>;

public sealed class AddCommentValidator : IValidator<AddComment>
{
    public IEnumerable<(string Field, string Sentence)> Check(AddComment request)
    {
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > 2_000)
            yield return ("text", "A comment has 1 to 2000 characters.");
    }
}

public sealed class AddCommentHandler(HelpdeskDb db, TicketDesk desk) : IRequestHandler<AddComment, Comment>
{
    public async Task<Comment> HandleAsync(AddComment request, CancellationToken cancellationToken)
    {
        var ticket = await desk.FindOpenAsync(request.TicketId, cancellationToken);
        var comment = new Comment { TicketId = ticket.Id, Author = desk.Agent, Text = request.Text, At = desk.Now };
        db.Comments.Add(comment);
        await db.SaveChangesAsync(cancellationToken);
        return comment;
    }
}
