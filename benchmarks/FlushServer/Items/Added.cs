namespace FlushServer.Items;

/// <summary>The answer to one operation.</summary>
internal sealed record Added(string Id, long Number);
