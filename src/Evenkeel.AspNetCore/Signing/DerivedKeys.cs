using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.AspNetCore.Signing;

/// <summary>Keys derived from the master key by HKDF, kept in memory. A reading that fails is tried again by the next caller.</summary>
internal sealed class DerivedKeys(IMasterKey master) : ISigningKeys
{
    private const int Bytes = 32;

    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task<byte[]>? _reading;

    public ValueTask<byte[]> GetAsync(string purpose, CancellationToken cancel) =>
        _keys.TryGetValue(purpose, out var known) ? ValueTask.FromResult(known) : new ValueTask<byte[]>(DeriveAsync(purpose, cancel));

    private async Task<byte[]> DeriveAsync(string purpose, CancellationToken cancel)
    {
        var secret = await Reading().WaitAsync(cancel);
        return _keys.GetOrAdd(purpose, name => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Bytes, info: Encoding.UTF8.GetBytes($"evenkeel:{name}")));
    }

    private Task<byte[]> Reading()
    {
        lock (_lock)
        {
            // One caller that gives up must not take the others' reading along, so it has no caller's token.
            return _reading is null or { IsFaulted: true } or { IsCanceled: true } ? _reading = ReadApart() : _reading;
        }
    }

    // Not in a caller's flow: its operation, its request and so its tenant have no part in what all share.
    private Task<byte[]> ReadApart()
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => master.ReadAsync(CancellationToken.None));
        }
    }
}
