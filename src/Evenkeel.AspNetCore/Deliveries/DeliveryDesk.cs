using System.Text.Json;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Takes messages in and makes rows of them.</summary>
internal sealed class DeliveryDesk(ApplicationStore store, DeliveryKinds kinds, DeliverySignal signal, DeliveryTraces traces, CallerResolver callers, IHttpContextAccessor request, TimeProvider clock)
{
    /// <summary>Puts a message to what an operation is going to store.</summary>
    public void Add<TMessage>(DbContext context, TMessage message, LedgerKey key, PendingDeliveries pending) =>
        pending.Add(Row(context, message, key.Caller, key.Operation.Value), DeliveryTable.Of(context), signal);

    /// <summary>Has the next SaveChanges of the context store a message.</summary>
    public void Add<TMessage>(DbContext context, TMessage message)
    {
        var caller = request.HttpContext is { } http ? callers.Find(http) : null;
        var row = Row(context, message, caller ?? new Caller("", ""), operation: null);
        context.Add(row);
        context.SavedChanges += Saved;

        void Saved(object? sender, SavedChangesEventArgs saved)
        {
            context.SavedChanges -= Saved;
            context.Entry(row).State = EntityState.Detached;
            signal.Set();
        }
    }

    private DeliveryRow Row<TMessage>(DbContext context, TMessage message, Caller caller, Guid? operation)
    {
        if (!store.Covers(context))
        {
            throw new InvalidOperationException($"Deliveries are stored with {store.ContextType.Name}, which UseStore names; {context.GetType().Name} is another context.");
        }

        if (!kinds.TryFind(typeof(TMessage), out var kind))
        {
            throw new InvalidOperationException(DeliveryMissing.Text(typeof(TMessage)));
        }

        DeliveryTable.Of(context);
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        traces.Note(id);
        return new DeliveryRow
        {
            Id = id,
            Name = kind.Name,
            Payload = JsonSerializer.Serialize(message, JsonSerializerOptions.Web),
            Tenant = caller.Tenant,
            User = caller.User,
            OperationId = operation,
            EnqueuedAt = now.ToUnixTimeMilliseconds(),
            NextAttemptAt = now.ToUnixTimeMilliseconds(),
        };
    }
}
