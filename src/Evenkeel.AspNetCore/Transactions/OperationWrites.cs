using Evenkeel.AspNetCore.Coherence.Fills;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>A command that has written sees its own writes, which no cache knows of.</summary>
internal sealed class OperationWrites : IUncommittedWrites
{
    public bool Any => OperationTransaction.Current is { HasWritten: true };
}
