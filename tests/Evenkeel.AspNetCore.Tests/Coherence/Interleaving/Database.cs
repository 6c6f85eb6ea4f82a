namespace Evenkeel.AspNetCore.Tests.Coherence.Interleaving;

/// <summary>Tables that have nothing but a version: of what is committed, and of what has been invalidated as well.</summary>
internal sealed class Database(int tables)
{
    public int[] Committed { get; } = new int[tables];

    public int[] Invalidated { get; } = new int[tables];
}
