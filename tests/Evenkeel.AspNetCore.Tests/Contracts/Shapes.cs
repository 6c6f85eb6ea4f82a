using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Evenkeel.AspNetCore.Tests.Contracts;

public sealed record OrderInput([MaxLength(20)] string Name, [property: Range(1, 99)] int Count)
{
    [Required]
    public string? Reason { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    [StringLength(8, MinimumLength = 2), RegularExpression("[A-Z]+")]
    public string? Code { get; init; }
}

public sealed record OrderLine(Guid ProductId, decimal Price)
{
    public OrderLine? Instead { get; init; }
}

public sealed record OrderView(Guid Id, int Count)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    public DateOnly? Due { get; init; }
}
