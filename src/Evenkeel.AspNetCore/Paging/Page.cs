using System.Text.Json.Serialization;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>A part of an ordered list, and where it goes on. As JSON: <c>items</c>, <c>next</c>, <c>previous</c> and, where it was asked for, <c>total</c>. Immutable as long as its items are.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed record Page<T>
{
    /// <summary>The rows, in the order of the list, whichever way it is walked. At most as many as were asked for; none at an end whose rows have been deleted.</summary>
    [JsonPropertyName("items")]
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>What to send as <c>after</c> for the rows behind these. Null: there are none now.</summary>
    [JsonPropertyName("next")]
    public string? Next { get; init; }

    /// <summary>What to send as <c>before</c> for the rows in front of these. Null: there are none. Where those were deleted meanwhile, it leads to an empty page.</summary>
    [JsonPropertyName("previous")]
    public string? Previous { get; init; }

    /// <summary>How many rows the whole list had when it was counted, which is not the moment at which the page was read. Null, and absent as JSON: nobody asked.</summary>
    [JsonPropertyName("total")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Total { get; init; }

    /// <summary>The same page of something made from each row in memory, for what the database cannot make.</summary>
    /// <param name="make">Called once for each item, in order.</param>
    public Page<TResult> Map<TResult>(Func<T, TResult> make) => new() { Items = [.. Items.Select(make)], Next = Next, Previous = Previous, Total = Total };
}
