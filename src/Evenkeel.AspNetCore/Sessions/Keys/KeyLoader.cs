using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>Reads the keys into the ring, and makes new ones. One at a time.</summary>
internal sealed class KeyLoader(ProtectionKeyStore store, StoredKeys stored, ProtectionRing ring, Func<IKeyManager> manager, IOptions<KeyManagementOptions> options, TimeProvider clock, ILogger<KeyLoader> log)
{
    /// <summary>So long before a key expires the next one is made: until it is used all instances have it.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    private IReadOnlyList<XElement> _shared = [];

    /// <summary>The key manager, made when the application's own settings of it are known.</summary>
    private IKeyManager Manager => manager();

    public async Task<KeyRing> LoadAsync(CancellationToken cancel)
    {
        var keys = Manager;
        var shared = await store.ReadAsync(cancel);
        if (shared.Count == 0 && _shared.Count > 0)
        {
            log.KeysGone();
            return ring.Now!;
        }

        // Of a file share, for example, which answers in its own time.
        var former = stored.Former is { } before ? await Task.Run(before.GetAllElements, cancel) : [];
        _shared = shared;
        stored.Learn([.. shared, .. former]);
        var ids = shared.Where(each => each.Name == "key").Select(each => (Guid)each.Attribute("id")!).ToHashSet();
        var read = new KeyRing(keys.GetAllKeys(), ids, clock.GetUtcNow(), log.KeyUnusable);
        ring.Learn(read);
        return read;
    }

    /// <summary>Makes the next key if it is time to; of several instances one does.</summary>
    public async Task<KeyRing> RenewAsync(KeyRing now, CancellationToken cancel)
    {
        var (today, newest) = (clock.GetUtcNow(), now.Newest);
        if (newest is not null && newest.ExpirationDate - Ahead > today)
        {
            return now;
        }

        var activation = newest is not null && newest.ExpirationDate > today ? newest.ExpirationDate : today;
        try
        {
            stored.MakeIn(now.Last is { } last ? $"after-{last.KeyId:N}" : "first", () =>
            {
                var made = Manager.CreateNewKey(activation, activation + options.Value.NewKeyLifetime);
                log.KeyMade(made.KeyId, made.ActivationDate, made.ExpirationDate);
            });
        }
        catch (SlotTakenException)
        {
            // That instance's is read below.
        }

        return await LoadAsync(cancel);
    }
}
