using System.ComponentModel.DataAnnotations;

namespace Stockroom.Prices;

public sealed record PriceChangeInput
{
    [Required, StringLength(40)]
    public required string Category { get; init; }

    [Range(-50, 100)]
    public required int Percent { get; init; }
}
