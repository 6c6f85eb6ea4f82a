using System.ComponentModel.DataAnnotations;

namespace Helpdesk.Tickets;

public sealed record AssigneeInput
{
    [Required, StringLength(60)]
    public required string Name { get; init; }
}

public sealed record CommentInput
{
    public required string Text { get; init; }
}
