using Crm.Problems;

namespace Crm.Lines;

public sealed record LineInput
{
    /// <summary>Made by the browser, so that one added offline can be edited offline. Absent: the server makes one.</summary>
    public Guid? Id { get; init; }

    /// <summary>What is offered. A line that is edited keeps its product and its price.</summary>
    public Guid? ProductId { get; init; }

    public decimal? Quantity { get; init; }

    public FieldErrors Check() => new FieldErrors().Number("quantity", Quantity, "quantity", 0.01m, 100_000m);
}
