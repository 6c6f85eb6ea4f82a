using Crm.Problems;

namespace Crm.Opportunities;

public sealed record StageInput
{
    public string? Stage { get; init; }

    public FieldErrors Check() => new FieldErrors().OneOf<Stage>("stage", Stage);
}
