using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Contracts;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.AspNetCore.Upgrading;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Deployments;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Skew;

/// <summary>Judges the contracts that calls and pages name. Thread-safe.</summary>
internal sealed class ContractChecks(KnownContracts known, Upgrades upgrades, DeploymentState state, ServerBuild own, SeenContracts seen, ConvertedBody converted) : IContractCheck, IContractJudgement
{
    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    private readonly ConditionalWeakTable<Endpoint, string> _actions = [];

    public ValueTask<ContractVerdict> JudgeAsync(HttpContext http)
    {
        if (http.Request.Headers[KeelHeaders.Contract] is not { Count: > 0 } header)
        {
            return ValueTask.FromResult(ContractVerdict.Runs);
        }

        return header is [{ } id] && ContractId.IsValid(id) ? JudgeAsync(http, id) : ValueTask.FromResult(new ContractVerdict
        {
            Code = ProblemCodes.ContractMalformed,
            Detail = $"'{KeelHeaders.Contract}' must be 16 lower-case hexadecimal digits. Nothing ran.",
        });
    }

    public async ValueTask<bool> IsElsewhereAsync(HttpContext http) =>
        http.Request.Headers[KeelHeaders.Contract] is [{ } id] && ContractId.IsValid(id) && await IsElsewhereAsync(id, http.RequestAborted);

    public async Task<IReadOnlyList<string>> FindChangedAsync(IReadOnlyDictionary<string, string> contracts, string? build, CancellationToken cancel)
    {
        var current = await known.OfAsync(build ?? own.Name, cancel);
        List<string> changed = [];
        foreach (var (action, id) in contracts)
        {
            if (!current.HasOrConverts(id) && (await known.FindAsync(id, cancel) is not { } asked || asked.Action != action || !current.Holds(asked)))
            {
                changed.Add(action);
            }
        }

        changed.Sort(StringComparer.Ordinal);
        return changed;
    }

    private async ValueTask<ContractVerdict> JudgeAsync(HttpContext http, string id)
    {
        if (http.Features.Get<OriginalTarget>() is null && http.GetEndpoint() is RouteEndpoint endpoint)
        {
            var action = $"{http.Request.Method} {_actions.GetValue(endpoint, static each => RouteName.Of(((RouteEndpoint)each).RoutePattern))}";
            var mine = known.Own;
            if (mine.Of(action).FirstOrDefault() is not { } first)
            {
                // Nothing is known of what it takes and gives: there is nothing to compare.
                return ContractVerdict.Runs;
            }

            if (mine.Of(action).Any(each => each.Id == id))
            {
                Count(http, id);
                return ContractVerdict.Runs;
            }

            if (upgrades.Find(id) is not { } upgrade || upgrade.Action != action)
            {
                return await JudgeOtherAsync(http, id, action, mine, first.Id);
            }
        }

        if (upgrades.Find(id) is not { } fit)
        {
            return ContractVerdict.Runs;
        }

        Count(http, id);
        return new ContractVerdict { Convert = context => converted.PutAsync(context, fit) };
    }

    private async ValueTask<ContractVerdict> JudgeOtherAsync(HttpContext http, string id, string action, TakenContracts mine, string current)
    {
        var asked = await known.FindAsync(id, http.RequestAborted);
        if (asked is not null)
        {
            Count(http, id);
        }

        if (asked is not null && asked.Action == action && mine.Holds(asked))
        {
            return ContractVerdict.Runs;
        }

        return await IsElsewhereAsync(id, http.RequestAborted)
            ? new ContractVerdict { Code = ProblemCodes.ContractElsewhere, Detail = "Nothing ran. Send the same again.", Contract = current, RetryAfter = RetrySoon }
            : new ContractVerdict { Code = ProblemCodes.ContractMismatch, Detail = $"'{action}' has changed since the page that called it was built. Nothing ran.", Contract = current };
    }

    private async ValueTask<bool> IsElsewhereAsync(string id, CancellationToken cancel)
    {
        foreach (var build in state.Now.LiveBuilds)
        {
            if (build != own.Name && (await known.OfAsync(build, cancel)).HasOrConverts(id))
            {
                return true;
            }
        }

        return false;
    }

    private void Count(HttpContext http, string id) => seen.Count(id, DeploymentHeaders.PageOf(http.Request) ?? "");
}
