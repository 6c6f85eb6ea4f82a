using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Signing;

namespace Evenkeel.AspNetCore.Coherence.Tokens;

/// <summary>
/// Positions as clients carry them: <c>incarnation.position.signature</c>. The first two parts are for clients to compare; the signature keeps anybody from naming a position that no node has given out. Thread-safe.
/// </summary>
internal sealed class SeenTokens(ISigningKeys keys, ICoherence coherence)
{
    public const string Purpose = "seen";
    public const int MostChars = 256;

    private const int SignatureBytes = 16;

    private Tuple<string, string>? _incarnation;
    private Written? _last;

    /// <summary>The present incarnation's short name.</summary>
    public string Incarnation => NameOf(coherence.Incarnation);

    public async ValueTask<string> WriteAsync(long position, CancellationToken cancel)
    {
        var incarnation = Incarnation;
        if (Volatile.Read(ref _last) is { } last && last.Position == position && last.Incarnation == incarnation)
        {
            return last.Text;
        }

        var signed = string.Create(CultureInfo.InvariantCulture, $"{incarnation}.{position}");
        var text = $"{signed}.{Sign(await keys.GetAsync(Purpose, cancel), signed)}";
        Volatile.Write(ref _last, new Written(incarnation, position, text));
        return text;
    }

    /// <returns>Null: no token of this database's present history, whatever else it may be.</returns>
    public async ValueTask<long?> ReadAsync(string? text, CancellationToken cancel)
    {
        if (text is null or { Length: > MostChars } || text.Split('.') is not [var incarnation, var digits, var signature] || incarnation != Incarnation
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return null;
        }

        var expected = Sign(await keys.GetAsync(Purpose, cancel), $"{incarnation}.{digits}");
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature)) ? position : null;
    }

    private static string Sign(byte[] key, string signed) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)).AsSpan(..SignatureBytes));

    private string NameOf(string incarnation)
    {
        if (Volatile.Read(ref _incarnation) is (var of, var known) && ReferenceEquals(of, incarnation))
        {
            return known;
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(incarnation)).AsSpan(..6));
        Volatile.Write(ref _incarnation, Tuple.Create(incarnation, name));
        return name;
    }

    private sealed record Written(string Incarnation, long Position, string Text);
}
