using Crm.Accounts;
using Crm.Tenancy;

namespace Crm.Comments;

/// <summary>What somebody wrote about a client or one of its opportunities. Only who wrote it may change it.</summary>
public sealed class Comment : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid ClientId { get; init; }

    public Guid? OpportunityId { get; init; }

    public Guid AuthorId { get; init; }

    public User? Author { get; init; }

    public required string Text { get; set; }

    public DateTimeOffset At { get; init; }

    public DateTimeOffset? EditedAt { get; set; }
}
