using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>
/// The ring that all of the application's Data Protection uses. The framework's own makes a key when it finds none, keeps a ring for a day, and turns a failure to read into "cannot be unprotected"; here the keeper decides
/// when to read, and who makes a key.
/// </summary>
internal sealed class ProtectionRing : IKeyRingProvider
{
    private volatile KeyRing? _now;

    /// <summary>Null: nothing was read yet.</summary>
    public KeyRing? Now => _now;

    public void Learn(KeyRing ring) => _now = ring;

    public IKeyRing GetCurrentKeyRing() => _now ?? throw new InvalidOperationException("The Data Protection keys have not been read from the database yet.");
}
