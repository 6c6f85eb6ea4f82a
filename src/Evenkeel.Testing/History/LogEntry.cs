using System.Text.Json.Serialization;

namespace Evenkeel.Testing.History;

/// <summary>One line of a client's log.</summary>
public sealed record LogEntry
{
    /// <summary>What happened.</summary>
    public required LogEvent Event { get; init; }

    /// <summary>The operation id.</summary>
    public required string Operation { get; init; }

    /// <summary>The operation's lane, when it is enqueued: operations of one lane take effect in the order of their lines. Null: it has no order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Lane { get; init; }

    /// <summary>What the server answered. Where it is noted more than once, the texts have to be equal. Null: not noted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Answer { get; init; }

    /// <summary>Anything that the test itself wants to read again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }
}
