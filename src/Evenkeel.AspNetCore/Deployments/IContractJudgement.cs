namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Compares contracts that pages use with those of the current deployment.</summary>
internal interface IContractJudgement
{
    /// <param name="contracts">Contract ids by action.</param>
    /// <param name="build">The deployment that is current; null: this process's own.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The actions whose contracts do not hold.</returns>
    Task<IReadOnlyList<string>> FindChangedAsync(IReadOnlyDictionary<string, string> contracts, string? build, CancellationToken cancel);
}
