namespace Evenkeel.AspNetCore.Coherence.Fills;

/// <summary>Whether the calling flow of execution has written something that is not committed yet. Safe from any thread.</summary>
internal interface IUncommittedWrites
{
    bool Any { get; }
}
