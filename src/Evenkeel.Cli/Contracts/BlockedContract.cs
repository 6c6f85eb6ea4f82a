using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Contracts;

/// <summary>A contract that live pages call under and that a build would break.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Pages">Who calls under it.</param>
/// <param name="Findings">Why it breaks.</param>
internal sealed record BlockedContract(Contract Contract, IReadOnlyList<SeenContract> Pages, IReadOnlyList<ContractFinding> Findings)
{
    public static IReadOnlyList<BlockedContract> Find(IEnumerable<SeenContract> seen, ContractSet build)
    {
        var taken = build.Contracts.Select(each => each.Id).Concat(build.Upgrades.Select(each => each.From)).ToHashSet(StringComparer.Ordinal);
        List<BlockedContract> blocked = [];
        foreach (var pages in seen.Where(each => !taken.Contains(each.Contract.Id)).GroupBy(each => each.Contract.Id, StringComparer.Ordinal))
        {
            var contract = pages.First().Contract;
            // What is new in the build is nothing that these pages know.
            var findings = ContractJudge.Compare([contract], build.Contracts.Where(each => each.Action == contract.Action && each.Version == contract.Version)).Where(each => each.IsBreaking).ToList();
            if (findings.Count > 0)
            {
                blocked.Add(new BlockedContract(contract, [.. pages.OrderByDescending(each => each.Calls)], findings));
            }
        }

        return [.. blocked.OrderBy(each => each.Contract.Action, StringComparer.Ordinal).ThenBy(each => each.Contract.Id, StringComparer.Ordinal)];
    }
}
