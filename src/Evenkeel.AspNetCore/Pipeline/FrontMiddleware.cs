using System.Globalization;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Sessions.Unknown;
using Evenkeel.AspNetCore.Stability.Shutdown;
using Evenkeel.AspNetCore.Upgrading;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Pipeline;

/// <summary>
/// Stands before everything, authentication included: says on each answer to a runtime that it is the protocol's, and that no error leaves without
/// a body. Requests of others pass untouched, save bodiless errors of actions made by MapQuery and MapCommand.
/// </summary>
internal sealed class FrontMiddleware(
    RequestDelegate next, AnswerFilling filling, CallerResolver callers, DeploymentState deployments, ServedPages pages, Upgrades upgrades, ServerStop stop, ProblemWriter problems, TimeProvider clock, ILogger<FrontMiddleware> log,
    CallTrails? trails = null)
{
    // Made once: a method of an instance becomes a delegate anew wherever it is named.
    private readonly Func<object, Task> _sayWhoAnswers = state => SayWhoAnswers((HttpContext)state, callers, clock);
    private readonly Func<object, Task> _sayAtLast = state => SayAtLast((SensitiveAnswer)state, deployments, stop);

    public async Task InvokeAsync(HttpContext http)
    {
        var speaks = http.Request.Headers.ContainsKey(KeelHeaders.Protocol);
        if (speaks)
        {
            // By this header the framework's cookie authentication answers 401 and 403 where it would redirect to a page.
            http.Request.Headers.XRequestedWith = "XMLHttpRequest";
            http.Response.OnStarting(_sayWhoAnswers, http);
            upgrades.Redirect(http);
        }

        if (speaks && trails is not null)
        {
            await trails.CatchUpAsync(http, trails.Begin(http));
        }

        pages.Note(http.Request);
        var watch = SensitiveAnswer.Watch(http);
        http.Response.OnStarting(_sayAtLast, watch);

        if (http.Request.Headers.ContainsKey(KeelHeaders.OperationId) && http.Request.HasFormContentType)
        {
            // Antiforgery reads a form before the command is reached, which takes the fingerprint of its bytes.
            http.Request.EnableBuffering();
        }

        try
        {
            await next(http);
        }
        catch (SessionUnknownException) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            await SessionUnknown.AnswerAsync(http);
            return;
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted && (speaks || IsNative(http)))
        {
            await problems.WriteAsync(http, RefusedBinding.For(error, http, problems.Now));
            return;
        }
        catch (Exception error) when ((speaks || watch.IsSensitive) && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            // The server's own 500 would say nothing of caches.
            log.RequestFailed(error, http.Request.Method, http.Request.Path);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            if (speaks || IsNative(http))
            {
                await problems.WriteAsync(http, ProblemCodes.InternalError);
            }

            return;
        }

        if (SessionUnknown.Is(http) && !http.Response.HasStarted && http.Response.StatusCode != StatusCodes.Status503ServiceUnavailable)
        {
            // Another scheme of the endpoint has challenged, or something before routing has answered for nobody.
            http.Response.Clear();
            await SessionUnknown.AnswerAsync(http);
            return;
        }

        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest && (speaks || IsNative(http)))
        {
            await filling.FillAsync(http);
        }
    }

    private static bool IsNative(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ActionMetadata>() is { IsNative: true };

    // An adopted endpoint answers callers who know nothing of Evenkeel by the byte what it always did.
    private static Task SayAtLast(SensitiveAnswer watch, DeploymentState deployments, ServerStop stop)
    {
        var http = watch.Http;
        if (stop.IsAnnounced && HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            // The next request on this connection might come in the moment that it is closed, and would be lost.
            http.Response.Headers.Connection = "close";
        }

        var headers = http.Request.Headers;
        if (headers.ContainsKey(KeelHeaders.Protocol) || headers.ContainsKey(KeelHeaders.Deployment) || IsNative(http))
        {
            DeploymentHeaders.Say(http, deployments.Now);
        }

        // Registered before all others, this runs after them: a handler, a filter or an exception page may have said something else.
        if (watch.IsSensitive)
        {
            SensitiveAnswer.Say(http.Response);
        }

        return Task.CompletedTask;
    }

    private static Task SayWhoAnswers(HttpContext http, CallerResolver callers, TimeProvider clock)
    {
        var headers = http.Response.Headers;
        headers[KeelHeaders.Protocol] = ProtocolVersion.Current.ToString(CultureInfo.InvariantCulture);
        headers[KeelHeaders.Time] = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers[KeelHeaders.Scope] = SessionUnknown.Is(http) ? default : callers.Find(http)?.Scope;
        return Task.CompletedTask;
    }
}
