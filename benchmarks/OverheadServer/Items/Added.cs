namespace OverheadServer.Items;

/// <summary>The answer of every command.</summary>
internal sealed record Added(Guid Id);
