using System.Text.Json.Nodes;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Upgrading;
using Evenkeel.Protocol.Deployments;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore;

/// <summary>Deployments: who this build is, and how calls of earlier builds go on.</summary>
public static class DeploymentExtensions
{
    /// <summary>Sets what this build is called, and how instances learn of each other.</summary>
    public static IEvenkeelBuilder ConfigureDeployments(this IEvenkeelBuilder keel, Action<DeploymentOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    /// <summary>
    /// Converts the input of operations that were made under an earlier contract of an action, so that pages and outboxes of earlier builds need not know. The ledger remembers what was
    /// sent; the action's own authorization, filters and validation see what it became.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="action">The action as clients name it: <c>POST /api/opportunities/{id}</c>.</param>
    /// <param name="fromContract">The id of the earlier contract: 16 hexadecimal digits, as <c>evenkeel contract diff</c> and the generated client have it.</param>
    /// <param name="convert">Makes today's input of the earlier one (null: there was none). What it returns is sent on; null, or an exception, refuses the operation with <c>contract-mismatch</c>. Called from any thread.</param>
    /// <exception cref="ArgumentException">The action or the contract is none.</exception>
    /// <exception cref="InvalidOperationException"><c>AddEvenkeel</c> was not called, or there is an upgrade from that contract.</exception>
    public static IEndpointRouteBuilder Upgrade(this IEndpointRouteBuilder app, string action, string fromContract, Func<JsonNode?, JsonNode?> convert) =>
        app.Upgrade(action, fromContract, action, convert);

    /// <summary>Does the same for an action that has another name, route or method by now.</summary>
    /// <param name="app">The application.</param>
    /// <param name="action">The action as the earlier contract names it.</param>
    /// <param name="fromContract">The id of the earlier contract.</param>
    /// <param name="to">Today's action. Its route has no parameters but those of the earlier one.</param>
    /// <param name="convert">Makes today's input of the earlier one.</param>
    /// <exception cref="ArgumentException">An action or the contract is none, or today's route has a parameter more.</exception>
    /// <exception cref="InvalidOperationException"><c>AddEvenkeel</c> was not called, or there is an upgrade from that contract.</exception>
    public static IEndpointRouteBuilder Upgrade(this IEndpointRouteBuilder app, string action, string fromContract, string to, Func<JsonNode?, JsonNode?> convert)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(convert);
        CheckAction(action, nameof(action));
        CheckAction(to, nameof(to));
        if (!ContractId.IsValid(fromContract))
        {
            throw new ArgumentException($"'{fromContract}' is no contract: it has 16 lower-case hexadecimal digits.", nameof(fromContract));
        }

        var upgrades = app.ServiceProvider.GetService<Upgrades>() ?? throw new InvalidOperationException("Call builder.AddEvenkeel() before app.Upgrade(...).");
        upgrades.Add(new ActionUpgrade(action, fromContract, to, convert));
        return app;
    }

    private static void CheckAction(string action, string parameter)
    {
        var parts = action.Split(' ');
        if (parts is not [{ Length: > 0 } method, ['/', ..]] || !method.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException($"'{action}' is no action: METHOD /path.", parameter);
        }
    }
}
