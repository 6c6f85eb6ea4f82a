namespace Evenkeel.AspNetCore.Sessions;

/// <summary>A feature of the request: the stored session that it came with, or has signed in to.</summary>
internal sealed class CurrentSession(SessionRow row)
{
    public string Id { get; } = row.Id;

    public long? Ends { get; } = row.Ends;

    /// <summary>Moves when the session is renewed.</summary>
    public long? Expires { get; set; } = row.Expires;
}
