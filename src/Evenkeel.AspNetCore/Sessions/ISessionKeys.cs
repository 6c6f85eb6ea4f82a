namespace Evenkeel.AspNetCore.Sessions;

/// <summary>What this instance can read. Thread-safe.</summary>
internal interface ISessionKeys
{
    /// <summary>Whether it reads what the others protect. Until then no cookie can be called invalid here.</summary>
    bool IsReady { get; }

    /// <summary>Whether there are keys in memory at all.</summary>
    bool IsLoaded { get; }

    bool Knows(Guid key);

    /// <summary>Looks for keys that others have made. Within a second it looks once.</summary>
    /// <returns>False: it has looked a moment ago.</returns>
    Task<bool> LookAgainAsync(CancellationToken cancel);
}
