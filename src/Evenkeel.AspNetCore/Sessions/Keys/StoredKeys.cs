using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>
/// What the framework's key manager sees of the table. It reads what was loaded before, so that no request waits for a database without an await, and no failure to read looks like a ring without keys.
/// </summary>
internal sealed class StoredKeys(ProtectionKeyStore store) : IXmlRepository
{
    private volatile IReadOnlyList<XElement>? _loaded;
    private string? _slot;

    /// <summary>Where the application kept its keys before. What they protect goes on being read; none is written there.</summary>
    public IXmlRepository? Former { get; set; }

    public void Learn(IReadOnlyList<XElement> elements) => _loaded = elements;

    public IReadOnlyCollection<XElement> GetAllElements() => _loaded ?? throw new InvalidOperationException("The Data Protection keys have not been read from the database yet.");

    /// <exception cref="SlotTakenException">Another instance was faster.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        // The framework asks for it without an await. It does so when a key is made or revoked: a few times a year.
        if (!Task.Run(() => store.TryAddAsync(_slot ?? friendlyName, friendlyName, element, CancellationToken.None)).GetAwaiter().GetResult())
        {
            throw new SlotTakenException();
        }
    }

    /// <summary>Has the key that is made meanwhile take a slot. One at a time.</summary>
    public void MakeIn(string slot, Action make)
    {
        _slot = slot;
        try
        {
            make();
        }
        finally
        {
            _slot = null;
        }
    }
}

/// <summary>Another instance has made the key.</summary>
internal sealed class SlotTakenException() : Exception("Another instance has made the key.");
