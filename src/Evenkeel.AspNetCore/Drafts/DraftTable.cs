using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>The drafts' SQL, past the change tracker, and the same on SQLite and PostgreSQL but for the locks.</summary>
internal sealed class DraftTable
{
    private const string Columns = "tenant, user_id, draft_key, rev, consumed, at, day, saved_by, form, bytes, content";
    private const string Mine = "tenant = @tenant AND user_id = @user";
    private const string This = Mine + " AND draft_key = @key";

    private static readonly ConditionalWeakTable<IModel, DraftTable> ByModel = [];

    private DraftTable(string drafts, string others, DatabaseEngine engine)
    {
        var isPostgres = engine == DatabaseEngine.PostgreSql;
        Lock = isPostgres ? "SELECT pg_advisory_xact_lock(@lock)" : null;
        // No count of what the user has: that is for a save that takes more room than the one before.
        Follow = $"UPDATE {drafts} SET rev = @next, at = @at, day = @day, saved_by = @by, form = @form, bytes = @bytes, content = @content " +
            $"WHERE {This} AND rev = @base AND bytes > 0 AND (bytes + 1023) / 1024 >= @kib";
        FindLocked = $"SELECT rev, consumed, at, saved_by, form, content FROM {drafts} WHERE {This}{(isPostgres ? " FOR UPDATE" : "")}";
        Begin = $"INSERT INTO {drafts} ({Columns}) VALUES (@tenant, @user, @key, @next, 0, @at, @day, @by, @form, @bytes, @content) ON CONFLICT DO NOTHING";
        Replace = $"UPDATE {drafts} SET rev = @next, at = @at, day = @day, saved_by = @by, form = @form, bytes = @bytes, content = @content WHERE {This}";
        Touch = $"UPDATE {drafts} SET day = @day WHERE {This}";
        Count = $"SELECT (SELECT COUNT(*) FROM {drafts} WHERE {Mine} AND bytes > 0), " +
            $"(SELECT COALESCE(SUM((bytes + 1023) / 1024), 0) FROM {drafts} WHERE {Mine}) + (SELECT COALESCE(SUM((bytes + 1023) / 1024), 0) FROM {others} WHERE {Mine})";
        FindOthers = $"SELECT saved_by, bytes FROM {others} WHERE {This}";
        SetAside = $"INSERT INTO {others} (tenant, user_id, draft_key, saved_by, at, form, bytes, content) VALUES (@tenant, @user, @key, @by, @at, @form, @bytes, @content) " +
            "ON CONFLICT (tenant, user_id, draft_key, saved_by) DO UPDATE SET at = excluded.at, form = excluded.form, bytes = excluded.bytes, content = excluded.content";
        RemoveOther = $"DELETE FROM {others} WHERE {This} AND saved_by = @by";
        // One statement sees one moment.
        Read = $"SELECT 0 AS place, rev, consumed, at, saved_by, form, content FROM {drafts} WHERE {This} " +
            $"UNION ALL SELECT 1, 0, 0, at, saved_by, form, content FROM {others} WHERE {This} ORDER BY 1, 4, 5";
        // A revision that was never saved here counts too: its save is still on its way, and is to be refused when it comes.
        const string taken = "known.rev < excluded.rev OR (known.rev = excluded.rev AND (@draft_by = '' OR known.saved_by = @draft_by))";
        Consume = $"INSERT INTO {drafts} AS known ({Columns}) VALUES (@draft_tenant, @draft_user, @draft_key, @draft_rev, @draft_rev, @draft_at, @draft_day, '', 'null', 0, @draft_nothing) " +
            "ON CONFLICT (tenant, user_id, draft_key) DO UPDATE SET consumed = excluded.consumed, day = excluded.day, " +
            $"bytes = CASE WHEN {taken} THEN 0 ELSE known.bytes END, content = CASE WHEN {taken} THEN excluded.content ELSE known.content END, " +
            "rev = CASE WHEN known.rev <= excluded.rev THEN excluded.rev ELSE known.rev END WHERE known.consumed < excluded.consumed";
        RemoveOthers = $"DELETE FROM {others} WHERE tenant = @draft_tenant AND user_id = @draft_user AND draft_key = @draft_key AND (saved_by = @draft_by OR NOT EXISTS " +
            $"(SELECT 1 FROM {drafts} WHERE tenant = @draft_tenant AND user_id = @draft_user AND draft_key = @draft_key AND bytes > 0))";
        var row = isPostgres ? "ctid" : "rowid";
        Purge = $"DELETE FROM {drafts} WHERE day < {{0}} AND {row} IN (SELECT {row} FROM {drafts} WHERE day < {{0}} LIMIT {{1}})";
        PurgeOthers = $"DELETE FROM {others} WHERE {row} IN (SELECT o.{row} FROM {others} o WHERE NOT EXISTS " +
            $"(SELECT 1 FROM {drafts} d WHERE d.tenant = o.tenant AND d.user_id = o.user_id AND d.draft_key = o.draft_key) LIMIT {{0}})";
    }

    /// <summary>Has saves of one user that need more room wait for each other, so that no two take the last of it. Null: they already do.</summary>
    public string? Lock { get; }

    /// <summary>Saves what follows the present revision and takes no more room: nearly every save there is.</summary>
    public string Follow { get; }

    public string FindLocked { get; }

    public string Begin { get; }

    public string Replace { get; }

    public string Touch { get; }

    /// <summary>How many drafts the user has, and how many KiB all that is kept for them takes.</summary>
    public string Count { get; }

    public string FindOthers { get; }

    public string SetAside { get; }

    public string RemoveOther { get; }

    /// <summary>The draft, and behind it what is kept beside it.</summary>
    public string Read { get; }

    /// <summary>Consumes up to a revision, whatever there is. Newer input stays.</summary>
    public string Consume { get; }

    /// <summary>Removes what was kept beside a draft that is gone, and what the one who sends the command has there.</summary>
    public string RemoveOthers { get; }

    public string Purge { get; }

    public string PurgeOthers { get; }

    /// <exception cref="InvalidOperationException">The model has no drafts.</exception>
    public static DraftTable Of(DbContext context)
    {
        if (ByModel.TryGetValue(context.Model, out var known))
        {
            return known;
        }

        if (context.Model.FindEntityType(typeof(DraftRow)) is not { } drafts || context.Model.FindEntityType(typeof(DraftOtherRow)) is not { } others)
        {
            throw new InvalidOperationException($"{context.GetType().Name} has no tables for drafts. Call modelBuilder.AddEvenkeel(schema: 5) in OnModelCreating, and add a migration.");
        }

        var engine = DatabaseEngines.Of(context);
        return ByModel.GetValue(context.Model, _ => new DraftTable(TableName.Of(drafts, DraftModel.Drafts), TableName.Of(others, DraftModel.Others), engine));
    }
}
