using System.Linq.Expressions;

namespace Crm.FollowUps;

public sealed record FollowUpView
{
    public static Expression<Func<FollowUp, FollowUpView>> Of { get; } = row => new FollowUpView
    {
        Id = row.Id,
        ClientId = row.ClientId,
        Client = row.Client!.Name,
        OpportunityId = row.OpportunityId,
        Opportunity = row.Opportunity!.Title,
        Note = row.Note,
        DueOn = row.DueOn,
        AssigneeId = row.AssigneeId,
        Assignee = row.Assignee!.Name,
        DoneAt = row.DoneAt,
    };

    public required Guid Id { get; init; }

    public required Guid ClientId { get; init; }

    public required string Client { get; init; }

    public required Guid? OpportunityId { get; init; }

    public required string? Opportunity { get; init; }

    public required string Note { get; init; }

    public required DateOnly DueOn { get; init; }

    public required Guid AssigneeId { get; init; }

    public required string Assignee { get; init; }

    public required DateTimeOffset? DoneAt { get; init; }
}
