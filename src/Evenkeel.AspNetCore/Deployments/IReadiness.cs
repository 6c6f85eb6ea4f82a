namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Something without which an instance must not be counted: its build does not become a deployment, and no page hears of it.</summary>
internal interface IReadiness
{
    bool IsReady { get; }
}
