using System.Linq.Expressions;

namespace Crm.Comments;

public sealed record CommentView
{
    public static Expression<Func<Comment, CommentView>> Of { get; } = row => new CommentView
    {
        Id = row.Id,
        OpportunityId = row.OpportunityId,
        AuthorId = row.AuthorId,
        Author = row.Author!.Name,
        Text = row.Text,
        At = row.At,
        EditedAt = row.EditedAt,
    };

    public required Guid Id { get; init; }

    public required Guid? OpportunityId { get; init; }

    public required Guid AuthorId { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset? EditedAt { get; init; }
}
