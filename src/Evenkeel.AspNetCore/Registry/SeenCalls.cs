using Evenkeel.Protocol.Contracts;

namespace Evenkeel.AspNetCore.Registry;

/// <summary>Calls under one contract by pages of one build, on one day.</summary>
internal sealed record SeenCalls(string ContractId, string Page, int Day, long Calls);

/// <summary>A contract that pages of a build have called under.</summary>
internal sealed record SeenContract(Contract Contract, string Page, int LastDay, long Calls);
