using Evenkeel.AspNetCore.Assets;
using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>Does what an operator has confirmed.</summary>
internal sealed class ConsoleOrders(IDeployments deployments, StoredLook stored, IServiceProvider services)
{
    public const string Activate = "activate";
    public const string Retire = "retire";
    public const string Revoke = "revoke";
    public const string Retry = "retry";

    /// <returns>What was done; null: there is no such thing to do.</returns>
    /// <exception cref="ArgumentException">It cannot be done, and its message says why.</exception>
    public async Task<string?> RunAsync(ConsoleOrder order, CancellationToken cancel)
    {
        var said = order switch
        {
            { Action: Activate, Build: { } build } => $"Deployment {(await deployments.ActivateAsync(build, cancel)).Epoch} is {build}.",
            { Action: Retire, Build: { } build } when services.GetService<StoreChoice>() is { } choice => await RetireAsync(choice, build, cancel),
            { Action: Revoke, User: { Length: > 0 } user } when services.GetService<ISessions>() is { } sessions => SaidOf(await sessions.RevokeAllAsync(user, order.Tenant ?? "", cancel: cancel)),
            { Action: Retry, Delivery: { } id } when services.GetService<IDeliveries>() is { } parked => await parked.RetryAsync(id, cancel) ? "It is tried again now." : "It is not parked any more.",
            _ => null,
        };
        stored.Forget();
        return said;
    }

    private static string SaidOf(int ended) => ended switch
    {
        0 => "This user has no sessions.",
        1 => "One session was ended.",
        _ => $"{ended} sessions were ended.",
    };

    // A page of the build is told that its files are gone, and loads the current one.
    private async Task<string> RetireAsync(StoreChoice choice, string build, CancellationToken cancel)
    {
        if (deployments.Current is { } current && (current.Page ?? current.Build) == build)
        {
            throw new ArgumentException($"'{build}' is current. Activate another one first.");
        }

        var found = (await choice.Store.ListAsync(cancel)).FirstOrDefault(each => each.Manifest.Build == build && !each.IsRetired)
            ?? throw new ArgumentException($"No files are kept of a build '{build}'.");
        await choice.Store.RetireAsync([found], cancel);
        if (services.GetService<AssetCatalog>() is { } catalog)
        {
            await catalog.RefreshAsync(cancel);
        }

        return $"The files of {build} are retired.";
    }
}
