namespace Evenkeel.TestServer.Data;

/// <summary>A thing that a client creates, edits and deletes under an id of its own.</summary>
internal sealed class Note
{
    public required string Tenant { get; init; }

    public required string Id { get; init; }

    public required string Text { get; set; }
}
