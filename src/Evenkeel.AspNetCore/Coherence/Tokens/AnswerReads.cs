using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Tokens;

/// <summary>What a kept answer was read from, as it is told to clients. Immutable but for what it remembers: the text for the tenant who asked last. Thread-safe.</summary>
internal sealed class AnswerReads(Tag[] tags)
{
    private Told? _last;

    /// <summary>About how much memory its text takes.</summary>
    public long Bytes => 64 + (2L * (TagHashes.Length + 1) * Math.Min(tags.Length, TagHashes.Most));

    public async ValueTask<string> TextAsync(TagHashes hashes, string tenant, CancellationToken cancel)
    {
        if (Volatile.Read(ref _last) is { } last && last.Tenant == tenant)
        {
            return last.Text;
        }

        var text = string.Join(',', await hashes.OfAsync([.. tags.Select(tag => tag.Name)], tenant, cancel));
        Volatile.Write(ref _last, new Told(tenant, text));
        return text;
    }

    private sealed record Told(string Tenant, string Text);
}
