namespace Evenkeel.AspNetCore.Coherence.Tags;

/// <summary>
/// What is remembered of names that nobody holds: the last change of any name with the same hash. So a name that comes back is never taken for older than it is, memory is bounded, and the
/// changes of others make one that is new look changed only once in <see cref="Slots"/> times. Not safe from several threads: the table locks.
/// </summary>
internal sealed class ForgottenTags
{
    public const int Slots = 1 << 14;

    private readonly (long Sequence, long Position)[] _slots = new (long, long)[Slots];

    // The hash of a string is seeded for each process: nobody can choose names that meet.
    public (long Sequence, long Position) this[string name] => _slots[Slot(name)];

    public void Change(string name, long sequence, long position)
    {
        ref var slot = ref _slots[Slot(name)];
        slot = (Math.Max(slot.Sequence, sequence), Math.Max(slot.Position, position));
    }

    private static int Slot(string name) => name.GetHashCode(StringComparison.Ordinal) & (Slots - 1);
}
