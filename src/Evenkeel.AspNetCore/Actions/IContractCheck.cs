using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Decides by the contract that a call names, and without its body, whether it may run here.</summary>
internal interface IContractCheck
{
    ValueTask<ContractVerdict> JudgeAsync(HttpContext http);

    /// <summary>Whether another live instance takes what no action answers to here.</summary>
    ValueTask<bool> IsElsewhereAsync(HttpContext http);
}
