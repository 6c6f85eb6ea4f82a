using System.Text;
using Evenkeel.Protocol.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary><c>GET /_evenkeel/contracts</c>: what the application's actions take and give.</summary>
internal sealed class ContractsEndpoint(ContractCatalog catalog, IOptions<ContractOptions> options, IHostEnvironment environment)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (!(options.Value.ArePublic ?? environment.IsDevelopment()))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(ContractFile.Write(catalog.Contracts, build: null)), http.RequestAborted);
    }
}
