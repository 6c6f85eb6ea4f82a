using System.Security.Cryptography;
using System.Text.Json;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Transactions;
using Evenkeel.Protocol.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Commands;

/// <inheritdoc cref="ICommands"/>
internal sealed class CommandCalls(
    ApplicationStore store, WriteGates gates, InFlight inFlight, CallWatch watch, CallAttempt attempt, IServiceScopeFactory scopes, IOptions<LedgerOptions> options, TimeProvider clock) : ICommands
{
    // In the place of an HTTP method, so that a call and a request never have the same fingerprint.
    private const string Method = "CALL";

    public Task<CommandOutcome<T>> RunAsync<T>(CommandCall call, Func<IServiceProvider, CancellationToken, Task<T>> handler, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(handler);
        return watch.IsOn ? RunWatchedAsync(call, handler, cancel) : RunUnwatchedAsync(call, handler, cancel);
    }

    private Task<CommandOutcome<T>> RunWatchedAsync<T>(CommandCall call, Func<IServiceProvider, CancellationToken, Task<T>> handler, CancellationToken cancel) =>
        watch.RunAsync(call.Action, () => RunUnwatchedAsync(call, handler, cancel));

    private async Task<CommandOutcome<T>> RunUnwatchedAsync<T>(CommandCall call, Func<IServiceProvider, CancellationToken, Task<T>> handler, CancellationToken cancel)
    {
        if (OperationTransaction.Current is not null)
        {
            throw new InvalidOperationException("A command is under way here, and another one inside it would not commit with it. Call the handler's code instead.");
        }

        var order = OrderOf(call);
        // The strategy belongs to its context; what it repeats has scopes of its own.
        await using var scope = scopes.CreateAsyncScope();
        var context = store.Resolve(scope.ServiceProvider);
        // A middleware of a flush may call; what the flush shares is committed first, or this would wait for it and it for this.
        await BesideFlush.LetWriteAsync(context);
        if (await FindAsync(context, order.Row.Key, cancel) is { } known)
        {
            return Replay<T>(known, order.Row.Fingerprint);
        }

        CheckAge(call.Id);
        var strategy = context.Database.CreateExecutionStrategy();
        return strategy.RetriesOnFailure
            ? await strategy.ExecuteAsync(order, (_, each, stop) => OnceOrAgainAsync(each, handler, stop), null, cancel)
            : await OnceOrAgainAsync(order, handler, cancel);
    }

    internal static Task<LedgerEntry?> FindAsync(DbContext context, LedgerKey key, CancellationToken cancel) =>
        LedgerTable.Of(context).FindAsync(context.GetService<IRelationalConnection>(), key, cancel);

    internal static CommandOutcome<T> Replay<T>(LedgerEntry known, byte[] fingerprint)
    {
        if (known.State == LedgerState.Void)
        {
            throw new CommandVoidException();
        }

        if (known.State != LedgerState.Applied || !CryptographicOperations.FixedTimeEquals(known.Fingerprint, fingerprint))
        {
            throw new CommandIdReusedException();
        }

        return new CommandOutcome<T>(JsonSerializer.Deserialize<T>(known.Answer.Body, JsonSerializerOptions.Web)!, Replayed: true);
    }

    // The second time with care, as for a request; its handler went on after a save that failed.
    private async Task<CommandOutcome<T>> OnceOrAgainAsync<T>(OperationOrder order, Func<IServiceProvider, CancellationToken, Task<T>> handler, CancellationToken cancel) =>
        await attempt.RunAsync(order, handler, cancel)
        ?? await attempt.RunAsync(order with { Careful = true }, handler, cancel)
        ?? throw new InvalidOperationException("The handler left a reader or a transaction open on its context, so nothing could be committed.");

    private OperationOrder OrderOf(CommandCall call) => new()
    {
        Row = new LedgerRecord
        {
            Key = new LedgerKey(new Caller(call.Tenant, call.User), call.Id),
            State = LedgerState.Applied,
            Fingerprint = Fingerprint.Of(Method, call.Action, call.Payload.Span),
            Action = call.Action,
            KeptSince = Math.Max(call.Id.StampedAt, clock.GetUtcNow().ToUnixTimeMilliseconds()),
        },
        Store = store,
        Gates = gates,
        InFlight = inFlight,
        Scopes = scopes,
        Metrics = watch.Metrics,
        Clock = clock,
        WriteWait = options.Value.WriteWait,
        RowFirst = false,
        Shares = false,
        Pace = new SharingPace(clock),
        Careful = false,
    };

    private void CheckAge(OperationId id)
    {
        var now = clock.GetUtcNow();
        if (id.StampedAt > (now + options.Value.MaxAhead).ToUnixTimeMilliseconds())
        {
            throw new CommandInFutureException(options.Value.MaxAhead);
        }

        if (id.StampedAt < (now - options.Value.Retention).ToUnixTimeMilliseconds())
        {
            throw new CommandTooOldException(options.Value.Retention);
        }
    }
}
