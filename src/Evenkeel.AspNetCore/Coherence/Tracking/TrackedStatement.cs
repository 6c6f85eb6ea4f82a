using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Model;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>A statement of a context that is about to be sent: what it reads is noted, and what it changes is for its transaction to tell.</summary>
internal readonly struct TrackedStatement
{
    private readonly TrackedContext _context;
    private readonly StatementUse _use;

    private TrackedStatement(TrackedContext context, StatementUse use) => (_context, _use) = (context, use);

    /// <summary>Whether it writes, and nothing says so yet but itself.</summary>
    public bool Writes => _use is { Writes: true };

    /// <summary>Whether it can be put into a transaction of its own, with the row that tells of it.</summary>
    public bool MayHaveTransaction => Writes && !_use.ChangesAnything;

    /// <summary>Notes what it reads.</summary>
    /// <returns>An empty one: there is no cache, or nothing that it changes is to be told.</returns>
    public static TrackedStatement Note(string sql, RelationalCommandParameterObject parameters)
    {
        // What a save changes is told from its rows; and tables that migrations make may be the feed's.
        if (parameters.CommandSource is CommandSource.SaveChanges or CommandSource.Migrations || ContextTracking.Of(parameters.Context) is not { } context)
        {
            return default;
        }

        var isRaw = parameters.CommandSource is not (CommandSource.LinqQuery or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete);
        var use = context.Tables.UseOf(sql, isRaw);
        context.Reads(use, parameters.Connection);
        if (!use.Writes || parameters.CommandSource == CommandSource.LinqQuery)
        {
            return default;
        }

        Fill.Current?.CannotBeKept();
        return new TrackedStatement(context, use);
    }

    public void AddTo(ChangeSet changes) => changes.Add(_use.WriteTags);

    /// <summary>It took effect by itself, outside any transaction.</summary>
    public void Apply()
    {
        var changes = new ChangeSet();
        AddTo(changes);
        _context.Tracker.Log.Apply(new ChangeRecord(changes));
    }
}
