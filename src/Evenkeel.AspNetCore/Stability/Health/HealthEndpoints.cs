using System.Globalization;
using System.Text.Json;
using Evenkeel.AspNetCore.Stability.Shutdown;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary><c>/_evenkeel/health/*</c>: what an orchestrator, a load balancer and an operator ask.</summary>
internal sealed class HealthEndpoints(HealthRounds rounds, HealthStartup startup, HealthDetails details, HealthIdentity own, IHostApplicationLifetime lifetime, ServerStop stop, IOptions<HealthOptions> options)
{
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Says that the process serves, and nothing else: it is started anew where it does not, which mends no database.</summary>
    public static Task LiveAsync(HttpContext http) => WriteAsync(http, new HealthAnswer { Status = "live" });

    /// <summary>Whether it has begun. Once it has, it has for ever.</summary>
    public async Task StartupAsync(HttpContext http)
    {
        var shows = await details.AreForAsync(http);
        var report = shows || !startup.IsOver ? await rounds.LookAsync(http.RequestAborted) : null;
        await AnswerAsync(http, startup.IsOver, startup.IsOver ? "started" : "starting", shows ? report : null);
    }

    /// <summary>Whether requests should be sent here now.</summary>
    public async Task ReadyAsync(HttpContext http)
    {
        stop.Probed();
        var shows = await details.AreForAsync(http);
        var report = shows || IsServing ? await rounds.LookAsync(http.RequestAborted) : null;
        // Asked again: it may have been told to stop meanwhile.
        var isReady = IsServing && report is { IsGood: true };
        await AnswerAsync(http, isReady, isReady ? "ready" : "unready", shows ? report : null);
    }

    private bool IsServing => lifetime.ApplicationStarted.IsCancellationRequested && !stop.IsAnnounced;

    private Task AnswerAsync(HttpContext http, bool isGood, string status, HealthReport? shown)
    {
        if (!isGood)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            // Nothing new is known sooner.
            http.Response.Headers.RetryAfter = Math.Ceiling(options.Value.KeepFor.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(http, shown is null ? new HealthAnswer { Status = status } : new HealthAnswer
        {
            Status = status,
            Build = own.Build,
            Instance = own.Instance,
            ShuttingDown = stop.IsAnnounced,
            Checks = [.. shown.Results.Select(HealthCheckAnswer.Of)],
        });
    }

    private static async Task WriteAsync(HttpContext http, HealthAnswer answer)
    {
        var (response, body) = (http.Response, JsonSerializer.SerializeToUtf8Bytes(answer, HealthJson.Default.HealthAnswer));
        response.Headers.CacheControl = "no-store";
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        // Begun here, also where no body follows: what comes after must not take it for an answer that is still open.
        await response.StartAsync(http.RequestAborted);
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
