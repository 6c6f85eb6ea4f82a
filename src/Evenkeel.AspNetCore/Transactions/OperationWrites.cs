using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Fills;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>A command that has written sees its own writes, which no cache knows of; and says what else it changed.</summary>
internal sealed class OperationWrites : IUncommittedWrites, ICommandChanges
{
    public bool Any => OperationTransaction.Current is { } command && (command.HasWritten || !command.Changes.IsEmpty);

    public ChangeSet? Current => OperationTransaction.Current?.Changes;
}
