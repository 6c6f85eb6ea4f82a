using Crm.Problems;

namespace Crm.Comments;

public sealed record CommentInput
{
    /// <summary>Made by the browser, so that one written offline can be edited offline. Absent: the server makes one.</summary>
    public Guid? Id { get; init; }

    /// <summary>The opportunity that it is about; absent: the client. A comment that is edited stays where it is.</summary>
    public Guid? OpportunityId { get; init; }

    public string? Text { get; init; }

    /// <summary>The text with its line breaks, however the sender's system writes them.</summary>
    public string KeptText() => (Text ?? "").ReplaceLineEndings("\n").Trim();

    public FieldErrors Check() => new FieldErrors().Text("text", KeptText(), "comment", longest: 4_000, required: true);
}
