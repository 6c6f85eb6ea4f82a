using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>The keys as they were at one moment: all to read with, one to protect with. Immutable.</summary>
internal sealed class KeyRing : IKeyRing
{
    private readonly Dictionary<Guid, (IAuthenticatedEncryptor? Encryptor, bool IsRevoked)> _keys = [];

    /// <param name="keys">All of them.</param>
    /// <param name="shared">The ids of those that all instances have: only such a one protects.</param>
    /// <param name="now">Which of them protects depends on the time.</param>
    /// <param name="unusable">Told of keys that cannot be used.</param>
    public KeyRing(IEnumerable<IKey> keys, IReadOnlySet<Guid> shared, DateTimeOffset now, Action<Exception> unusable)
    {
        List<IKey> fit = [];
        foreach (var key in keys)
        {
            var encryptor = Make(key, unusable);
            _keys[key.KeyId] = (encryptor, key.IsRevoked);
            Last = shared.Contains(key.KeyId) && (Last is null || (key.CreationDate, key.KeyId).CompareTo((Last.CreationDate, Last.KeyId)) > 0) ? key : Last;
            if (encryptor is not null && !key.IsRevoked && shared.Contains(key.KeyId))
            {
                fit.Add(key);
            }
        }

        Newest = fit.MaxBy(key => (key.ExpirationDate, key.KeyId));
        // Where none holds at this time, one that has is better than none: the next one is being made.
        var chosen = fit.Where(key => key.ActivationDate <= now && key.ExpirationDate > now).MaxBy(key => (key.ActivationDate, key.KeyId)) ?? Newest;
        (DefaultKeyId, DefaultAuthenticatedEncryptor) = chosen is null ? default : (chosen.KeyId, _keys[chosen.KeyId].Encryptor);
    }

    /// <summary>The one of all instances that was made last, whatever has become of it; null: there was none.</summary>
    public IKey? Last { get; }

    /// <summary>The one that all instances have and that holds longest; null: there is none that may be used.</summary>
    public IKey? Newest { get; }

    public IAuthenticatedEncryptor? DefaultAuthenticatedEncryptor { get; }

    public Guid DefaultKeyId { get; }

    public bool Knows(Guid key) => _keys.ContainsKey(key);

    public IAuthenticatedEncryptor? GetAuthenticatedEncryptorByKeyId(Guid keyId, out bool isRevoked)
    {
        var found = _keys.TryGetValue(keyId, out var key);
        isRevoked = found && key.IsRevoked;
        return key.Encryptor;
    }

    private static IAuthenticatedEncryptor? Make(IKey key, Action<Exception> unusable)
    {
        try
        {
            return key.CreateEncryptor();
        }
        catch (Exception error)
        {
            // Encrypted for a certificate that is not here, for example. The others go on.
            unusable(error);
            return null;
        }
    }
}
