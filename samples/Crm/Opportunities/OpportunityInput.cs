using System.Globalization;
using Crm.Problems;

namespace Crm.Opportunities;

public sealed record OpportunityInput
{
    private const decimal LargestAmount = 100_000_000m;
    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2099, 12, 31);

    /// <summary>Made by the browser, so that one added offline can be edited offline. Absent: the server makes one.</summary>
    public Guid? Id { get; init; }

    public string? Title { get; init; }

    public decimal? Amount { get; init; }

    public string? Stage { get; init; }

    public string? ClosesOn { get; init; }

    public FieldErrors Check() => new FieldErrors()
        .Text("title", Title, "title", longest: 160, required: true)
        .Amount("amount", Amount, LargestAmount)
        .OneOf<Stage>("stage", Stage)
        .Date("closesOn", ClosesOn, FirstDay, LastDay);

    public void CopyTo(Opportunity opportunity)
    {
        opportunity.Title = Title!.Trim();
        opportunity.Amount = Amount!.Value;
        opportunity.Stage = Enum.Parse<Stage>(Stage!, ignoreCase: true);
        opportunity.ClosesOn = string.IsNullOrEmpty(ClosesOn) ? null : DateOnly.Parse(ClosesOn, CultureInfo.InvariantCulture);
    }
}
