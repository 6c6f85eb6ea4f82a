using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Tickets as they are stored: protected, so that who reads or changes the table neither learns nor makes one.</summary>
internal sealed class TicketBytes(IDataProtectionProvider provider, ISessionKeys keys)
{
    private readonly Lazy<IDataProtector> _protector = new(() => provider.CreateProtector("Evenkeel.Sessions", "v1"));

    /// <param name="ticket">The ticket.</param>
    /// <param name="keyHash">The session that it belongs to: in another one's row it cannot be read.</param>
    public byte[] Protect(AuthenticationTicket ticket, byte[] keyHash) => Of(keyHash).Protect(TicketSerializer.Default.Serialize(ticket));

    /// <returns>Null: it was protected with keys that are gone for good.</returns>
    public async Task<AuthenticationTicket?> ReadAsync(byte[] bytes, byte[] keyHash, CancellationToken cancel)
    {
        try
        {
            return Read(bytes, keyHash);
        }
        catch (CryptographicException) when (!keys.IsReady)
        {
            throw;
        }
        catch (CryptographicException)
        {
            return await keys.LookAgainAsync(cancel) ? ReadOrNull(bytes, keyHash) : null;
        }
    }

    private AuthenticationTicket? ReadOrNull(byte[] bytes, byte[] keyHash)
    {
        try
        {
            return Read(bytes, keyHash);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private AuthenticationTicket? Read(byte[] bytes, byte[] keyHash) => TicketSerializer.Default.Deserialize(Of(keyHash).Unprotect(bytes));

    private IDataProtector Of(byte[] keyHash) => _protector.Value.CreateProtector(Convert.ToHexString(keyHash));
}
