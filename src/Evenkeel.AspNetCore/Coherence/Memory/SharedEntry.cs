namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>An immutable value: every caller gets the same one.</summary>
internal sealed class SharedEntry<T>(T value) : Entry
{
    public T Value { get; } = value;
}
