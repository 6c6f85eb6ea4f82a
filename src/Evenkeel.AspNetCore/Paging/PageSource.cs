using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>What a request brings to its pages beside the wish: limits, whose it is, and the key of its cursors.</summary>
internal sealed class PageSource
{
    private byte[]? _scopeHash;

    /// <summary>Of requests that are made by hand.</summary>
    public static PageSource OfProcess { get; } = new() { Limits = new PageLimits(50, int.MaxValue - 1), Scope = "", Key = RandomNumberGenerator.GetBytes(32) };

    public required PageLimits Limits { get; init; }

    /// <summary>Tenant and user: nobody else can use the cursors.</summary>
    public required string Scope { get; init; }

    public required byte[] Key { get; init; }

    /// <summary>The scope as cursors are signed with it: of one length.</summary>
    public byte[] ScopeHash => _scopeHash ??= SHA256.HashData(Encoding.UTF8.GetBytes(Scope));

    /// <summary>Why it is refused before the handler runs.</summary>
    public PageRefusedException? Refusal { get; init; }
}
