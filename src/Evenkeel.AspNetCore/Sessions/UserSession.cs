namespace Evenkeel.AspNetCore.Sessions;

/// <summary>One session of a user, as a page of devices shows it. Nothing in it lets anybody act as the user.</summary>
public sealed record UserSession
{
    /// <summary>Its public id: 22 characters of base64url.</summary>
    public required string Id { get; init; }

    /// <summary>Its tenant; empty: none.</summary>
    public required string Tenant { get; init; }

    /// <summary>The stable id of its user.</summary>
    public required string User { get; init; }

    /// <summary>Browser and system, as the sign-in told them: <c>Chrome on Windows</c>.</summary>
    public required string Device { get; init; }

    /// <summary>When it was signed in to.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When activity was last counted.</summary>
    public required DateTimeOffset Seen { get; init; }

    /// <summary>When it ends without further activity; <see langword="null"/>: it does not.</summary>
    public required DateTimeOffset? Expires { get; init; }

    /// <summary>When it ends whatever anybody does; <see langword="null"/>: never.</summary>
    public required DateTimeOffset? Ends { get; init; }
}
