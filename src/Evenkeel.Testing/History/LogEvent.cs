using System.Text.Json.Serialization;

namespace Evenkeel.Testing.History;

/// <summary>What a client notes of an operation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LogEvent>))]
public enum LogEvent
{
    /// <summary>The client has taken it on, and is about to send it for the first time. It has to take effect once.</summary>
    Enqueued,

    /// <summary>The server said that it took effect: 2xx or 3xx, a replay or not, or <c>already-applied</c> to a void.</summary>
    Done,

    /// <summary>The server refused it for good: a 4xx that left nothing behind. It may have no effect.</summary>
    Rejected,

    /// <summary>The server acknowledged its void. It may have no effect, now or ever.</summary>
    Discarded,
}
