namespace Evenkeel.AspNetCore.Coherence;

/// <summary>
/// The key of a cached value, which says whose data it is: <c>CacheKey.For("opportunities", clientId).OfTenant(tenant)</c>. Two keys are equal only if kind of owner, owner, name and all parts are, whatever characters these
/// contain. It converts to the string that <c>HybridCache</c> takes. Immutable.
/// </summary>
public readonly record struct CacheKey
{
    private readonly string? _text;

    internal CacheKey(string text) => _text = text;

    /// <summary>Names what is cached. The result is not a key yet: say whose it is.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="parts">What it depends on: numbers, ids, times, texts. They count by their invariant text, so 1 and "1" are the same; null is not the empty text.</param>
    public static CacheName For(string name, params ReadOnlySpan<object?> parts)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CacheName(KeyText.Of(name, parts));
    }

    /// <summary>The text, at most 512 characters. The keys of one owner begin alike.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>The text.</summary>
    public static implicit operator string(CacheKey key) => key.ToString();
}
