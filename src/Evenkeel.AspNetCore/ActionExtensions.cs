using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Adopting;
using Evenkeel.AspNetCore.Coherence.Queries;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.AspNetCore.Stability.Deadlines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore;

/// <summary>Maps queries and commands, and adopts endpoints that exist.</summary>
public static class ActionExtensions
{
    /// <summary>
    /// Maps a query: a GET endpoint whose errors are problem details and whose answer no HTTP cache stores. Binding, filters, authorization and OpenAPI work as
    /// for <c>MapGet</c>.
    /// </summary>
    /// <param name="endpoints">Where the route is added.</param>
    /// <param name="pattern">The route, for example <c>/clients/{clientId}</c>.</param>
    /// <param name="handler">Any minimal-API handler.</param>
    public static RouteHandlerBuilder MapQuery(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Delegate handler)
    {
        var query = endpoints.MapGet(pattern, handler);
        query.WithMetadata(new ActionMetadata { IsCommand = false, IsNative = true });
        return query.AsNative();
    }

    /// <summary>
    /// Maps a command: an endpoint that takes effect exactly once for each operation id, in one transaction with the ledger. An answer of 4xx or 5xx rolls back
    /// everything that the handler wrote. Without an id it is an ordinary endpoint.
    /// </summary>
    /// <param name="endpoints">Where the route is added.</param>
    /// <param name="pattern">The route; POST, unless it begins with another method: <c>PUT /clients/{id}</c>.</param>
    /// <param name="handler">Any minimal-API handler. It may run more than once, but takes effect once.</param>
    /// <exception cref="ArgumentException">The pattern names GET or HEAD, which cannot change anything.</exception>
    public static RouteHandlerBuilder MapCommand(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var space = pattern.IndexOf(' ', StringComparison.Ordinal);
        var method = space < 0 ? HttpMethods.Post : pattern[..space].ToUpperInvariant();
        if (SafeMethod.Is(method))
        {
            throw new ArgumentException($"A command cannot be a {method}: '{pattern}'.", nameof(pattern));
        }

        var command = endpoints.MapMethods(space < 0 ? pattern : pattern[(space + 1)..], [method], handler);
        command.WithMetadata(new ActionMetadata { IsCommand = true, IsNative = true });
        command.Finally(CommandEndpoint.Wrap);
        command.AsNative().Add(ReplayFilter.PutInnermost);
        return new RouteHandlerBuilder([new CommandConventions(command)]);
    }

    /// <summary>Adopts an endpoint that exists as a query. Its route, bodies and errors stay as they are.</summary>
    public static TBuilder AsQuery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new ActionMetadata { IsCommand = false, IsNative = false });
        builder.Finally(AdoptedEndpoint.Finish);
        return builder;
    }

    /// <summary>
    /// Adopts an endpoint that exists as a command. Calls that carry an operation id take effect exactly once; others do not change, save that
    /// pages of other sites are refused (<see cref="ForgeryExtensions"/>). A 4xx keeps what the handler saved before it, as it always did; see <see cref="RollbackOnReject"/>. The endpoint's own filters run for a replay too.
    /// </summary>
    public static TBuilder AsCommand<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new ActionMetadata { IsCommand = true, IsNative = false });
        builder.Add(AdoptedEndpoint.PrepareReplay);
        builder.Finally(AdoptedEndpoint.Finish);
        return builder;
    }

    /// <summary>
    /// Adopts as a command (see <see cref="AsCommand"/>) each endpoint of a group that does not only read: <c>app.MapGroup("/api").AsCommands()</c>, <c>app.MapControllers().AsCommands()</c>.
    /// It does not matter whether an endpoint or its filters are added before or after. GET, HEAD, OPTIONS and TRACE stay untouched, and so do endpoints
    /// that say themselves what they are.
    /// </summary>
    public static TBuilder AsCommands<TBuilder>(this TBuilder group)
        where TBuilder : IEndpointConventionBuilder
    {
        group.Add(AdoptedEndpoint.PrepareReplay);
        group.Finally(AdoptedEndpoint.FinishAsCommand);
        return group;
    }

    /// <summary>Adopts as a query (see <see cref="AsQuery"/>) each endpoint of a group that answers to GET or HEAD and does not say itself what it is.</summary>
    public static TBuilder AsQueries<TBuilder>(this TBuilder group)
        where TBuilder : IEndpointConventionBuilder
    {
        group.Finally(AdoptedEndpoint.FinishAsQuery);
        return group;
    }

    /// <summary>Has an adopted command roll back everything it saved when it answers 4xx. <see cref="MapCommand"/> always does.</summary>
    public static TBuilder RollbackOnReject<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RollbackOnRejectMetadata());

    /// <summary>
    /// Writes the ledger row before the handler runs, so that a duplicate in flight does not even start it. For handlers that write through
    /// functions or connections which Entity Framework Core does not see.
    /// </summary>
    public static TBuilder Once<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OnceMetadata());

    /// <summary>
    /// Says that the handler saves once, as the last thing it does: then <c>SaveChanges</c> returns at once, and the save goes to PostgreSQL together with the ledger row and
    /// the commit, in one round trip in place of two, after the handler has answered. Has an effect on saves that only insert, and read nothing back that the database makes.
    /// </summary>
    /// <remarks>
    /// A save that then fails has the handler run a second time, by itself, and fails there where it saves. A handler that uses its context again after all costs what it would
    /// without this. On SQLite, where a round trip costs nothing, and for operations of a flush it has no effect.
    /// </remarks>
    public static TBuilder SingleSave<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new SingleSaveMetadata());

    /// <summary>
    /// Gives the command a commit of its own. By default one made by <see cref="MapCommand"/> shares its commit with others of its flush, and on SQLite with those of
    /// concurrent requests, a savepoint each; an adopted one does not. For handlers that are slow between their first write and their end, or that change
    /// settings of the connection in ways that Entity Framework Core does not see.
    /// </summary>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="alone">False: the command shares, though it is adopted.</param>
    public static TBuilder Alone<TBuilder>(this TBuilder builder, bool alone = true)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AloneMetadata(alone));

    /// <summary>
    /// Leaves the transactions to the handler, for one that must begin and commit its own, or several. The ledger cannot be one with them: its row is written before the
    /// handler, which so never starts twice, and closed after its answer. A crash in between, an exception or a 5xx leaves the outcome unknown: a repeat is refused with
    /// <c>outcome-lost</c>, for a person to find out, and never reported as done. Implies <see cref="Alone"/>.
    /// </summary>
    public static TBuilder OwnsTransaction<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OwnsTransactionMetadata());

    /// <summary>
    /// The answer is kept by nobody: a command's is replayed without its body, a query's is not kept on the device, and every answer, refusals and errors too, says so to all caches
    /// (<c>Cache-Control: no-store, no-cache, must-revalidate</c> and <c>Pragma: no-cache</c>), whatever the handler says. With a cache policy beside it the host does not start.
    /// </summary>
    public static TBuilder Sensitive<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        // A policy that output caching applies to all endpoints does not hold for this one.
        builder.WithMetadata(new SensitiveMetadata(), new NeverStored());

    private static RouteHandlerBuilder AsNative(this RouteHandlerBuilder builder)
    {
        builder.AddEndpointFilterFactory(ProblemMembers.Make);
        builder.DisableCookieRedirect();
        builder.Finally(QueryReads.Wrap);
        builder.Finally(CachedQuery.Wrap);
        builder.Finally(CheckedContract.WrapQuery);
        builder.Finally(AnswerPrivacy.Wrap);
        builder.Finally(RefusedBinding.Wrap);
        builder.Finally(DeadlineEndpoint.Wrap);
        return builder;
    }
}
