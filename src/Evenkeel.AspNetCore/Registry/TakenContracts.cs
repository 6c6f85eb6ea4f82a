using System.Collections.Concurrent;
using System.Collections.Frozen;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.AspNetCore.Registry;

/// <summary>The contracts under which a build takes calls: its own, and earlier ones from which it converts. Thread-safe.</summary>
internal sealed class TakenContracts(IReadOnlyCollection<Contract> own, IEnumerable<string> converted)
{
    private readonly ILookup<string, Contract> _byAction = own.ToLookup(each => each.Action, StringComparer.Ordinal);
    private readonly FrozenSet<string> _ids = own.Select(each => each.Id).ToFrozenSet(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _judged = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Contract> Own { get; } = own;

    public FrozenSet<string> Converted { get; } = converted.ToFrozenSet(StringComparer.Ordinal);

    public bool HasOrConverts(string id) => _ids.Contains(id) || Converted.Contains(id);

    public IEnumerable<Contract> Of(string action) => _byAction[action];

    /// <summary>Whether all that a caller of an earlier or later contract sends and expects holds here.</summary>
    public bool Holds(Contract asked) => _judged.GetOrAdd(asked.Id, _ => _byAction[asked.Action].Any(each => each.Version == asked.Version && Holds(asked, each)));

    private static bool Holds(Contract asked, Contract own) => !ContractJudge.Compare(asked, own).Any(finding => finding.IsBreaking);
}
