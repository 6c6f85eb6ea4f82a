namespace Crm.Comments;

/// <summary>The newest comments on a client and on its opportunities, newest last.</summary>
public sealed record CommentList
{
    public required IReadOnlyList<CommentView> Comments { get; init; }

    public required int Total { get; init; }
}
