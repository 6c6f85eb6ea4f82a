using System.Text;
using Evenkeel.AspNetCore.Contracts;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Upgrading;
using Evenkeel.Protocol.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Skew;

/// <summary>What the application's actions take and give, and what live pages count on.</summary>
internal sealed class ContractsEndpoint(ContractCatalog catalog, Upgrades upgrades, SeenContracts seen, ServerBuild own, IOptions<ContractOptions> options, IHostEnvironment environment)
{
    /// <summary><c>GET /_evenkeel/contracts</c></summary>
    public Task HandleAsync(HttpContext http) => AnswerAsync(http, () => Task.FromResult(
        ContractFile.Write(catalog.Contracts, own.Name, upgrades.All.Select(each => new ContractUpgrade(each.Action, each.From, each.To)))));

    /// <summary><c>GET /_evenkeel/contracts/seen</c></summary>
    public Task HandleSeenAsync(HttpContext http) => AnswerAsync(http, async () => SeenFile.Write(await seen.ReadAsync(http.RequestAborted)));

    private async Task AnswerAsync(HttpContext http, Func<Task<string>> write)
    {
        if (!(options.Value.ArePublic ?? environment.IsDevelopment()))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(await write()), http.RequestAborted);
    }
}
