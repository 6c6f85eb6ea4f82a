using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Forgery;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Evenkeel.AspNetCore.Mvc;

/// <summary>
/// Puts the command runner around an MVC action: behind authorization, which must come before the ledger, and outside model binding and all other filters. It answers
/// by itself and leaves no result: one would run the application's result filters a second time.
/// </summary>
internal sealed class CommandFilter : IAsyncResourceFilter, IOrderedFilter
{
    public static readonly CommandFilter Instance = new();

    private static readonly ConditionalWeakTable<EndpointMetadataCollection, CommandTraits> Traits = [];

    public int Order => int.MinValue;

    public Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next) =>
        ForgeryGuard.MayBeForged(context.HttpContext) ? GuardAsync(context, next) : RunAsync(context, next);

    private static async Task GuardAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var metadata = RoutedMetadata.Of(context.HttpContext, context.ActionDescriptor);
        if (metadata.GetMetadata<ActionMetadata>() is not { IsCommand: true } || !await ForgeryGuard.RefusesAsync(context.HttpContext, metadata, context.ActionDescriptor))
        {
            await RunAsync(context, next);
        }
    }

    private static Task RunAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.Headers.ContainsKey(KeelHeaders.OperationId) || SafeMethod.Is(http.Request.Method) || http.Features.Get<CommandReached>() is not null)
        {
            return next();
        }

        var metadata = RoutedMetadata.Of(http, context.ActionDescriptor);
        return metadata.GetMetadata<ActionMetadata>() is { IsCommand: true } ? RunAsync(context, next, metadata) : next();
    }

    private static async Task RunAsync(ResourceExecutingContext context, ResourceExecutionDelegate next, EndpointMetadataCollection metadata)
    {
        var http = context.HttpContext;
        var runner = CommandEndpoint.RunnerOf(http);
        var traits = Traits.GetValue(metadata, all => CommandTraits.Of(all, http.Request.Method, http.GetEndpoint(), runner.Clock)) with { Name = NameOf(http, context.ActionDescriptor) };
        var run = new ActionRun(context, next);
        http.Features.Set(new CommandReached());
        http.Features.Set(run);
        try
        {
            await runner.RunAsync(http, run.RunAsync, traits);
        }
        catch (Exception error) when (run.Withholds(error))
        {
            await run.FailAsync(http, error);
        }
        finally
        {
            // An exception handler may run another action in the same request.
            http.Features.Set<ActionRun>(null);
        }
    }

    // A conventional route is the same for all actions, so that its text would name none.
    private static string NameOf(HttpContext http, ActionDescriptor action) =>
        $"{http.Request.Method} /{action.AttributeRouteInfo?.Template?.TrimStart('/', '~') ?? $"{action.RouteValues["controller"]}/{action.RouteValues["action"]}"}";
}
