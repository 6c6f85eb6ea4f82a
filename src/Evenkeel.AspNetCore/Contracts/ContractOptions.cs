namespace Evenkeel.AspNetCore.Contracts;

/// <summary>Who may read what the application's actions take and give, at <c>GET /_evenkeel/contracts</c>.</summary>
public sealed class ContractOptions
{
    /// <summary>
    /// Whether anybody may read the contracts: they name every action and every field, as an OpenAPI document does. Null, the default: in development only. Where it is
    /// not allowed the path answers 404.
    /// </summary>
    public bool? ArePublic { get; set; }
}
