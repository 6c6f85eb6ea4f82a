using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>Finds what is tracked of a context. Thread-safe.</summary>
internal static class ContextTracking
{
    private static readonly ConditionalWeakTable<DbContext, Holder> Contexts = [];

    /// <summary>Null: its application has no cache.</summary>
    public static TrackedContext? Of(DbContext? context)
    {
        if (context is null)
        {
            return null;
        }

        var tracked = Contexts.GetValue(context, Begin).Tracked;
        tracked?.Renew(context);
        return tracked;
    }

    // Which application a context belongs to, its options say.
    private static Holder Begin(DbContext context)
    {
        var options = context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>();
        var tracker = options?.ApplicationServiceProvider?.GetService<Tracker>();
        return new Holder(tracker is null ? null : new TrackedContext(tracker, tracker.Models.TablesOf(context.Model)));
    }

    private sealed record Holder(TrackedContext? Tracked);
}
