using Evenkeel.AspNetCore.Callers;
using Evenkeel.Protocol.Operations;

namespace Evenkeel.AspNetCore.Ledger;

/// <summary>An operation's key: an id of another user or tenant is another key, and simply not found.</summary>
internal readonly record struct LedgerKey(Caller Caller, OperationId Operation);
