using System.Text.Json;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary><c>/_evenkeel/console</c>, its files, its facts and its orders, all for those of one policy.</summary>
internal sealed class ConsoleEndpoint(ConsoleLook look, ConsoleOrders orders, ProblemWriter problems, IOptions<ConsoleOptions> options, ILogger<ConsoleEndpoint> log)
{
    private const int MostBytes = 4096;

    public Task PageAsync(HttpContext http) => FileAsync(http, ConsoleFiles.Page);

    public async Task FileAsync(HttpContext http, string file)
    {
        if (await LetsInAsync(http) && !await ConsoleFiles.TrySendAsync(http, file))
        {
            await problems.WriteAsync(http, ProblemCodes.NotFound, "The console has no such file.");
        }
    }

    public async Task FactsAsync(HttpContext http)
    {
        if (await LetsInAsync(http))
        {
            await WriteAsync(http, JsonSerializer.SerializeToUtf8Bytes(await look.LookAsync(http.RequestAborted), ConsoleJson.Default.ConsoleFacts));
        }
    }

    public async Task OrderAsync(HttpContext http)
    {
        if (!await LetsInAsync(http) || await OwnBody.ReadAsync(http, MostBytes, ConsoleJson.Default.ConsoleOrder, problems) is not { } order)
        {
            return;
        }

        try
        {
            if (await orders.RunAsync(order, http.RequestAborted) is not { } said)
            {
                await problems.WriteAsync(http, ProblemCodes.RequestMalformed, "There is no such thing to do here, or what it is to be done to is missing.");
                return;
            }

            // Who it was done to is in nobody's log.
            log.Ordered(order.Action!, order.Build ?? order.Delivery?.ToString() ?? "", http.User.Identity?.Name ?? "?");
            await WriteAsync(http, JsonSerializer.SerializeToUtf8Bytes(new ConsoleDone(said), ConsoleJson.Default.ConsoleDone));
        }
        catch (ArgumentException error)
        {
            // Without the parameter's name, which the framework appends.
            await problems.WriteAsync(http, ProblemCodes.RequestMalformed, error.Message.Split(" (Parameter ")[0]);
        }
    }

    private static async Task WriteAsync(HttpContext http, byte[] body)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private async Task<bool> LetsInAsync(HttpContext http)
    {
        if (await PolicyDoor.RefusalOfAsync(http, options.Value.Policy, "The console's pages") is not var (code, detail))
        {
            return true;
        }

        await problems.WriteAsync(http, code, detail);
        return false;
    }
}
