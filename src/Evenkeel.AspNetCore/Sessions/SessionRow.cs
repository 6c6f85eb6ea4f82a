namespace Evenkeel.AspNetCore.Sessions;

/// <summary>A session as it is stored. All times are Unix milliseconds.</summary>
internal sealed class SessionRow
{
    /// <summary>The SHA-256 of the key in the cookie: who reads the table cannot act as anybody in it.</summary>
    public required byte[] KeyHash { get; init; }

    public required string Id { get; init; }

    public required string Tenant { get; init; }

    public required string User { get; init; }

    public required string Device { get; init; }

    public required long Created { get; init; }

    public required long Seen { get; init; }

    public required long? Expires { get; init; }

    public required long? Ends { get; init; }

    /// <summary>Protected; null: the session was ended, which must be remembered until no cookie could bring it back.</summary>
    public required byte[]? Ticket { get; init; }
}
