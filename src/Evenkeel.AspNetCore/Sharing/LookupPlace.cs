using Evenkeel.AspNetCore.Ledger;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>A place in the line for a look-up.</summary>
internal sealed class LookupPlace(LedgerKey key)
{
    private readonly TaskCompletionSource<LookupTurn> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LedgerKey Key => key;

    public Task<LookupTurn> Turn => _turn.Task;

    public void Answer(LookupTurn turn) => _turn.SetResult(turn);
}
