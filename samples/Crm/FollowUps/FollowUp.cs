using Crm.Accounts;
using Crm.Clients;
using Crm.Opportunities;
using Crm.Tenancy;

namespace Crm.FollowUps;

/// <summary>Something that somebody will do for a client, until a day.</summary>
public sealed class FollowUp : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid ClientId { get; init; }

    public Client? Client { get; init; }

    public Guid? OpportunityId { get; set; }

    public Opportunity? Opportunity { get; init; }

    public required string Note { get; set; }

    public DateOnly DueOn { get; set; }

    public Guid AssigneeId { get; set; }

    public User? Assignee { get; init; }

    public DateTimeOffset? DoneAt { get; set; }
}
