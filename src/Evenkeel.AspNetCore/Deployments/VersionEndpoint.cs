using Evenkeel.AspNetCore.Assets;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Deployments;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary><c>/_evenkeel/version</c>: what is current, and what that means for the page that asks.</summary>
internal sealed class VersionEndpoint(ServerBuild own, DeploymentState state, IContractJudgement judgement, ProblemWriter problems, IAssetStates? assets = null)
{
    private const int MaxBytes = 262_144;
    private const int MaxContracts = 5_000;

    public Task HandleAsync(HttpContext http) => AnswerAsync(http, state.Now, changed: null);

    /// <summary>With the contracts that the page uses.</summary>
    public async Task JudgeAsync(HttpContext http)
    {
        if (await OwnBody.ReadAsync(http, MaxBytes, DeploymentJson.Default.ContractsToJudge, problems) is not { } asked)
        {
            return;
        }

        if (asked.Contracts.Count > MaxContracts)
        {
            await problems.WriteAsync(http, ProblemCodes.RequestTooLarge, $"{asked.Contracts.Count} contracts; the limit is {MaxContracts}.");
            return;
        }

        if (asked.Contracts.FirstOrDefault(each => !ContractId.IsValid(each.Value)) is { Key: { } action, Value: var id })
        {
            await problems.WriteAsync(http, ProblemCodes.ContractMalformed, $"'{id}' of '{action}' is not 16 lower-case hexadecimal digits.");
            return;
        }

        // One moment for both: judged against the former deployment, nothing may be said of the next.
        var now = state.Now;
        await AnswerAsync(http, now, await judgement.FindChangedAsync(asked.Contracts, now.Current?.Build, http.RequestAborted));
    }

    private async Task AnswerAsync(HttpContext http, DeploymentSnapshot now, IReadOnlyList<string>? changed)
    {
        var (current, page) = (now.Current, DeploymentHeaders.PageOf(http.Request));
        http.Response.Headers.CacheControl = "no-store";
        var answer = new VersionAnswer
        {
            Build = own.Name,
            Current = current,
            Page = page is null || current?.Page is null ? "unknown" : page == current.Page ? "current" : "stale",
            Assets = await StateOfAsync(page, http.RequestAborted),
            Rolling = now.IsRolling,
            Compatible = changed is null ? null : changed.Count == 0,
            Changed = changed ?? [],
        };
        await http.Response.WriteAsJsonAsync(answer, DeploymentJson.Default.VersionAnswer, cancellationToken: http.RequestAborted);
    }

    private async ValueTask<string> StateOfAsync(string? page, CancellationToken cancel) => page is null || assets is null ? "unknown" : await assets.FindAsync(page, cancel) switch
    {
        AssetState.Available => "available",
        AssetState.Retired => "retired",
        _ => "unknown",
    };
}
