namespace DraftServer.Items;

/// <summary>A draft as it is usually kept by hand: the last one wins.</summary>
internal sealed class PlainDraft
{
    public required string User { get; init; }

    public required string Key { get; init; }

    public required long At { get; init; }

    public string? Form { get; init; }

    public required string Content { get; init; }
}
