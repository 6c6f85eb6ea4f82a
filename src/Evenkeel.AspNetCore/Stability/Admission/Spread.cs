namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>Numbers spread evenly from 0 to below 1, the same ones in each run: SplitMix64 (Steele, Lea and Flood, 2014). Thread-safe. They only keep clients from coming back together; they are no secret.</summary>
internal sealed class Spread
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    public double Next()
    {
        var mixed = Interlocked.Add(ref _state, Golden);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
