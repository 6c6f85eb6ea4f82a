using System.Globalization;
using Crm.Problems;

namespace Crm.FollowUps;

public sealed record FollowUpInput
{
    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2099, 12, 31);

    /// <summary>Made by the browser, so that one added offline can be ticked offline. Absent: the server makes one.</summary>
    public Guid? Id { get; init; }

    public string? Note { get; init; }

    public string? DueOn { get; init; }

    public Guid? AssigneeId { get; init; }

    /// <summary>One of the client's opportunities. Absent: it is about the client as a whole.</summary>
    public Guid? OpportunityId { get; init; }

    public FieldErrors Check() => new FieldErrors()
        .Text("note", Note, "note", longest: 300, required: true)
        .Date("dueOn", DueOn, FirstDay, LastDay, required: "due date");

    public void CopyTo(FollowUp followUp)
    {
        followUp.Note = Note!.Trim();
        followUp.DueOn = DateOnly.Parse(DueOn!, CultureInfo.InvariantCulture);
        followUp.AssigneeId = AssigneeId!.Value;
        followUp.OpportunityId = OpportunityId;
    }
}
