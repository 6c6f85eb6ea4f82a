namespace Evenkeel.AspNetCore.Sessions;

/// <summary>The sessions of the application's users. Thread-safe. What ends here is over at once on this instance, and within <see cref="UserSessionOptions.ValidFor"/> on all others. Inside a command it ends when the command commits.</summary>
public interface ISessions
{
    /// <summary>The sessions of one user that have not ended, newest activity first; at most 500.</summary>
    /// <param name="user">The user's stable id.</param>
    /// <param name="tenant">The tenant; empty: none.</param>
    /// <param name="cancel">It is no longer wanted.</param>
    Task<IReadOnlyList<UserSession>> ListAsync(string user, string tenant = "", CancellationToken cancel = default);

    /// <summary>Ends one session of a user.</summary>
    /// <param name="id">The session's public id.</param>
    /// <param name="user">The user's stable id. The session of another one is not found.</param>
    /// <param name="tenant">The tenant; empty: none.</param>
    /// <param name="cancel">It is no longer wanted.</param>
    /// <returns>Whether there was such a session.</returns>
    Task<bool> RevokeAsync(string id, string user, string tenant = "", CancellationToken cancel = default);

    /// <summary>Ends all sessions of a user.</summary>
    /// <param name="user">The user's stable id.</param>
    /// <param name="tenant">The tenant; empty: none.</param>
    /// <param name="except">The public id of a session that goes on; <see langword="null"/>: none does.</param>
    /// <param name="cancel">It is no longer wanted.</param>
    /// <returns>How many there were.</returns>
    Task<int> RevokeAllAsync(string user, string tenant = "", string? except = null, CancellationToken cancel = default);
}
