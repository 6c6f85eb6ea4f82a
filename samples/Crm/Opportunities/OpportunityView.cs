namespace Crm.Opportunities;

public sealed record OpportunityView
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required decimal Amount { get; init; }

    public required Stage Stage { get; init; }

    public required DateOnly? ClosesOn { get; init; }

    public static OpportunityView Of(Opportunity opportunity) => new()
    {
        Id = opportunity.Id,
        Title = opportunity.Title,
        Amount = opportunity.Amount,
        Stage = opportunity.Stage,
        ClosesOn = opportunity.ClosesOn,
    };
}
