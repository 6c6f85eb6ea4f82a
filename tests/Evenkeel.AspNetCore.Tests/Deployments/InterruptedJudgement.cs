using Evenkeel.AspNetCore.Deployments;

namespace Evenkeel.AspNetCore.Tests.Deployments;

/// <summary>A judgement after which something happens before it is heard.</summary>
internal sealed class InterruptedJudgement(IContractJudgement inner, Func<Task> interrupt) : IContractJudgement
{
    public async Task<IReadOnlyList<string>> FindChangedAsync(IReadOnlyDictionary<string, string> contracts, string? build, CancellationToken cancel)
    {
        var changed = await inner.FindChangedAsync(contracts, build, cancel);
        await interrupt();
        return changed;
    }
}
