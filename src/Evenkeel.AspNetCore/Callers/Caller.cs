using Evenkeel.Protocol.Operations;

namespace Evenkeel.AspNetCore.Callers;

/// <summary>Who calls: what every key of the ledger begins with. Neither part is ever null, or a database would let a key in twice.</summary>
internal readonly record struct Caller(string Tenant, string User)
{
    public string Scope => ScopeName.Of(Tenant, User);
}
