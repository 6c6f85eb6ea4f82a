namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>A value that knows how many bytes it takes.</summary>
internal interface IMeasured
{
    long Bytes { get; }
}
