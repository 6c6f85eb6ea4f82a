using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>
/// Compares what an old client counts on with what a new server has. All that an old client may send must be accepted, and all that the server may answer must be what an old client knows.
/// </summary>
public static class ContractJudge
{
    /// <summary>Compares whole sets, action by action.</summary>
    /// <exception cref="ContractException">A schema cannot be read.</exception>
    public static IReadOnlyList<ContractFinding> Compare(IEnumerable<Contract> old, IEnumerable<Contract> current)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(current);
        var present = current.ToDictionary(KeyOf);
        var known = old.ToList();
        List<ContractFinding> findings = [];
        foreach (var each in known.OrderBy(each => each.Action, StringComparer.Ordinal))
        {
            if (present.Remove(KeyOf(each), out var now))
            {
                findings.AddRange(Compare(each, now));
            }
            else
            {
                findings.Add(OfAction(each, ContractRules.ActionRemoved, "the server has no such action", isBreaking: true));
            }
        }

        findings.AddRange(present.Values.OrderBy(each => each.Action, StringComparer.Ordinal).Select(each => OfAction(each, ContractRules.ActionAdded, "is new", isBreaking: false)));
        return findings;
    }

    /// <summary>Compares two contracts of one action.</summary>
    /// <exception cref="ContractException">A schema cannot be read.</exception>
    public static IReadOnlyList<ContractFinding> Compare(Contract old, Contract current)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(current);
        if (old.Id == current.Id)
        {
            return [];
        }

        return
        [
            .. Find(old.Action, ContractSide.Input, old.Input, current.Input),
            .. Ignored(old, current),
            .. Find(old.Action, ContractSide.Output, current.Output, old.Output),
        ];
    }

    private static (string, string?) KeyOf(Contract contract) => (contract.Action, contract.Version);

    // Who takes nothing takes whatever comes; who sends nothing sends no value.
    private static IEnumerable<ContractFinding> Find(string action, ContractSide side, JsonNode? sent, JsonNode? taken)
    {
        if (taken is null)
        {
            return [];
        }

        if (sent is null)
        {
            return SchemaValues.IsTaken(new SchemaDocument(taken), taken, null) ? [] : [Finding(action, side, new SchemaDifference(ContractRules.Required, "", "a body is required, and none is sent"))];
        }

        return new SchemaComparison(new SchemaDocument(sent), new SchemaDocument(taken)).Compare().Select(each => Finding(action, side, each));
    }

    private static IEnumerable<ContractFinding> Ignored(Contract old, Contract current) => old.Input is null || current.Input is null ? [] : IgnoredProperties
        .Find(new SchemaDocument(old.Input), new SchemaDocument(current.Input))
        .Select(each => new ContractFinding
        {
            Action = old.Action,
            Side = ContractSide.Input,
            Path = each,
            Rule = ContractRules.Ignored,
            Detail = "is sent by old clients and no longer read",
            IsBreaking = false,
        });

    private static ContractFinding Finding(string action, ContractSide side, SchemaDifference difference) =>
        new() { Action = action, Side = side, Path = difference.Path, Rule = difference.Rule, Detail = difference.Detail, IsBreaking = true };

    private static ContractFinding OfAction(Contract contract, string rule, string detail, bool isBreaking) =>
        new() { Action = contract.Action, Side = ContractSide.Action, Path = "", Rule = rule, Detail = detail, IsBreaking = isBreaking };
}
