using Evenkeel.AspNetCore.Coherence.Tags;
using Evenkeel.AspNetCore.Forgery;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Puts the command runner around an endpoint: outside its binding and filters, inside routing and authorization.</summary>
internal static class CommandEndpoint
{
    public static void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handler || endpoint.Metadata.OfType<RunsOnceMetadata>().Any())
        {
            return;
        }

        endpoint.Metadata.Add(new RunsOnceMetadata());
        CommandTraits? traits = null;
        var name = $"{(endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is [var method, ..] ? method : "*")} {(endpoint as RouteEndpointBuilder)?.RoutePattern.RawText}";
        RequestDelegate command = http =>
        {
            if (!http.Request.Headers.ContainsKey(KeelHeaders.OperationId) || SafeMethod.Is(http.Request.Method))
            {
                ChangeOrigin.Current = name;
                return CheckedContract.RunAsync(http, handler);
            }

            var runner = RunnerOf(http);
            traits ??= CommandTraits.Of(http.GetEndpoint()!.Metadata, http.Request.Method, http.GetEndpoint(), runner.Clock);
            http.Features.Set(new CommandReached());
            return runner.RunAsync(http, handler, traits);
        };
        endpoint.Metadata.Add(new GuardedMetadata());
        var needsCookie = endpoint.Metadata.OfType<ForgeryMetadata>().LastOrDefault() is not { Refuses: true };
        endpoint.RequestDelegate = http => ForgeryGuard.MayBeForged(http, needsCookie) ? ForgeryGuard.GuardAsync(http, command) : command(http);
    }

    /// <exception cref="InvalidOperationException">The application has no ledger.</exception>
    public static CommandRunner RunnerOf(HttpContext http) => http.RequestServices.GetService<CommandRunner>() ?? throw new InvalidOperationException(
        $"'{http.Request.Path}' is a command, and commands need a ledger: builder.AddEvenkeel().UseStore<TDbContext>().");
}
