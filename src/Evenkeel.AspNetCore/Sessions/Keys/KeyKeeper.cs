using Evenkeel.AspNetCore.Deployments;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>
/// Decides when this instance is ready: when it reads what those in service protect. It keeps the keys up to date and has the next one made in time. Ready once, it stays so: keys in memory go on reading whatever becomes of
/// the database.
/// </summary>
internal sealed class KeyKeeper(KeyLoader loader, ProtectionRing ring, Canary canary, IDataProtectionProvider provider, IOptions<UserSessionOptions> options, TimeProvider clock, ILogger<KeyKeeper> log)
    : ISessionKeys, IReadiness, IDisposable
{
    private const string Purged =
        "the database has no Data Protection keys, and instances before this one had some. If this one made a key, the others could not read it. Restore evenkeel_protection_key from a backup; or, if they are lost for good, start once with AddSessions(o => o.UnsafeStartWithoutOldKeys = true), which ends all sessions.";

    private const string Foreign =
        "it cannot read what the other instances protect: all users that it met would be signed out. Give it the same database, application name (SetApplicationName, UserSessionOptions.ApplicationName) and key encryption (ProtectKeysWith...) as they have; or, if their keys are lost for good, start once with AddSessions(o => o.UnsafeStartWithoutOldKeys = true), which ends all sessions.";

    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _ready;
    private long? _lookedAt;

    /// <summary>Keys that end with the process. There is nothing to wait for.</summary>
    public bool IsEphemeral => provider is EphemeralDataProtectionProvider;

    public bool IsReady => _ready || IsEphemeral;

    public bool IsLoaded => IsEphemeral || ring.Now is { DefaultAuthenticatedEncryptor: not null };

    /// <summary>Why it is not ready; null: it is, or nothing has been asked yet.</summary>
    public string? Reason { get; private set; }

    public bool Knows(Guid key) => IsEphemeral || ring.Now?.Knows(key) == true;

    public void Dispose() => _turn.Dispose();

    public async Task<bool> LookAgainAsync(CancellationToken cancel)
    {
        var asked = clock.GetTimestamp();
        await _turn.WaitAsync(cancel);
        try
        {
            if (IsEphemeral || (_lookedAt is { } looked && looked < asked && clock.GetElapsedTime(looked) < LooksEvery))
            {
                return false;
            }

            if (_lookedAt is null || _lookedAt < asked)
            {
                await loader.LoadAsync(cancel);
                _lookedAt = clock.GetTimestamp();
            }

            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads the keys, makes the next one if it is time to, and tries to become ready.</summary>
    public async Task<bool> TurnAsync(CancellationToken cancel)
    {
        if (IsEphemeral)
        {
            return true;
        }

        await _turn.WaitAsync(cancel);
        try
        {
            var now = await loader.LoadAsync(cancel);
            var song = await canary.ReadAsync(cancel);
            if (!_ready && now.Newest is null && song is not null && !options.Value.UnsafeStartWithoutOldKeys)
            {
                return Wait(Purged);
            }

            now = await loader.RenewAsync(now, cancel);
            return await SingAsync(song, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> SingAsync(byte[]? song, CancellationToken cancel)
    {
        if (song is null)
        {
            await canary.AddAsync(cancel);
            song = await canary.ReadAsync(cancel);
        }

        if (!_ready && !canary.CanRead(song!))
        {
            if (!options.Value.UnsafeStartWithoutOldKeys)
            {
                return Wait(Foreign);
            }

            log.StartedWithoutOldKeys();
        }

        if (!_ready)
        {
            (_ready, Reason) = (true, null);
            log.Ready();
        }

        if (KeyOf(song!) != ring.Now!.DefaultKeyId)
        {
            // The next instance must read what is protected from now on.
            await canary.ChangeAsync(cancel);
        }

        return true;
    }

    private bool Wait(string reason)
    {
        if (Reason != reason)
        {
            log.NotReady(reason);
        }

        Reason = reason;
        return false;
    }

    // Four bytes that say what it is, and then the key.
    private static Guid? KeyOf(byte[] song) => song.Length >= 20 ? new Guid(song.AsSpan(4, 16)) : null;
}
