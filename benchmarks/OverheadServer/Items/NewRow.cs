namespace OverheadServer.Items;

/// <summary>The input of every command.</summary>
internal sealed record NewRow
{
    public required string Text { get; init; }

    public Row ToRow() => new() { Id = Guid.CreateVersion7(), Text = Text };
}
