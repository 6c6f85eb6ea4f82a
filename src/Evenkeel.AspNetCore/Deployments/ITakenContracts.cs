using Evenkeel.AspNetCore.Registry;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>What this process takes.</summary>
internal interface ITakenContracts
{
    TakenContracts Own { get; }
}
