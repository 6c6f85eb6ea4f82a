namespace Evenkeel.AspNetCore.Tests.Coherence.Interleaving;

/// <summary>What many runs came to.</summary>
internal sealed class Outcome
{
    public int Calls { get; set; }

    /// <summary>Calls that were answered at once.</summary>
    public int Hits { get; set; }

    /// <summary>Calls that got what another call's factory had made after waiting for it.</summary>
    public int Joined { get; set; }

    public List<string> Stale { get; } = [];
}
