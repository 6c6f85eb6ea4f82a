using System.ComponentModel.DataAnnotations;

namespace Stockroom.Movements;

public sealed record MovementInput : IValidatableObject
{
    [Range(-10_000, 10_000)]
    public required int Quantity { get; init; }

    [Required, StringLength(120)]
    public required string Reason { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Quantity == 0)
            yield return new ValidationResult("A movement moves something.", [nameof(Quantity)]);
    }
}

public sealed record MovementView
{
    public required int Id { get; init; }

    public required string Sku { get; init; }

    public required int Quantity { get; init; }

    public required string Reason { get; init; }

    public required string State { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}
