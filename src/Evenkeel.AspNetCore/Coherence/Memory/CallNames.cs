using Evenkeel.AspNetCore.Coherence.Distributed;
using Evenkeel.AspNetCore.Coherence.Tags;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>The key and the tags that a call names. Safe from any thread.</summary>
internal sealed class CallNames(CacheOptions options, TagTable tags, bool hasSecond, ILogger log)
{
    private int _hasRefused;

    /// <summary>Whether values are kept under this key; otherwise calls go past the cache.</summary>
    public bool IsKey(string key)
    {
        if (key.Length > 0 && key.Length <= options.MaximumKeyLength)
        {
            return true;
        }

        if (Interlocked.Exchange(ref _hasRefused, 1) == 0)
        {
            log.KeyRefused(key.Length);
        }

        return false;
    }

    /// <summary>The tags of a value: those that the call names, and, before a distributed cache, that of its key.</summary>
    /// <exception cref="ArgumentException">One names nothing, or everything.</exception>
    public Tag[] TagsOf(string key, IEnumerable<string>? names)
    {
        if (names is null && !hasSecond)
        {
            return [];
        }

        HashSet<Tag> found = [];
        foreach (var name in names ?? [])
        {
            if (name is null or "" or Tag.Wildcard)
            {
                throw new ArgumentException("A tag of a value is a text, and not '*'.", nameof(names));
            }

            found.Add(tags.Of(name));
        }

        if (hasSecond)
        {
            found.Add(tags.Of(SecondLevel.TagOf(key)));
        }

        return [.. found];
    }
}
