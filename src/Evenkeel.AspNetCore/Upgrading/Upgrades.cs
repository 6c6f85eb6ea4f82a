using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Upgrading;

/// <summary>The conversions that the application has told of. Thread-safe.</summary>
internal sealed class Upgrades
{
    private readonly ConcurrentDictionary<string, ActionUpgrade> _byContract = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RenamedRoute> _renamed = new(StringComparer.Ordinal);

    public IEnumerable<string> Contracts => _byContract.Keys;

    public IEnumerable<ActionUpgrade> All => _byContract.Values;

    /// <exception cref="InvalidOperationException">There is one for that contract.</exception>
    public void Add(ActionUpgrade upgrade)
    {
        if (!_byContract.TryAdd(upgrade.From, upgrade))
        {
            throw new InvalidOperationException($"There is an upgrade from the contract {upgrade.From} already, of '{_byContract[upgrade.From].Action}'.");
        }

        if (upgrade.To != upgrade.Action)
        {
            _renamed[upgrade.From] = new RenamedRoute(upgrade);
        }
    }

    public ActionUpgrade? Find(string contract) => _byContract.GetValueOrDefault(contract);

    /// <summary>Leads a call of an action that has another name by now to it, before anything looks at its path.</summary>
    public void Redirect(HttpContext http)
    {
        if (!_renamed.IsEmpty && http.Request.Headers[KeelHeaders.Contract] is [{ } contract] && _renamed.TryGetValue(contract, out var route)
            && route.Match(http.Request) is { } target)
        {
            http.Features.Set(new OriginalTarget(route.Action, RequestFingerprint.TargetOf(http.Request)));
            (http.Request.Method, http.Request.Path) = target;
        }
    }
}
