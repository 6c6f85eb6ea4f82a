namespace Evenkeel.AspNetCore.Coherence;

/// <summary>
/// Tells the caches of all instances what was changed where Evenkeel cannot see it: by a stored procedure over another connection, by a tool, by another service. Singleton and thread-safe; registered by
/// <see cref="CacheExtensions.UseCache"/>.
/// </summary>
public interface IChanges
{
    /// <summary>
    /// Makes stale what was read from these tables, and what has these tags. Call it when the change has been committed: what is read between the call and a later commit is kept with the old rows.
    /// </summary>
    /// <remarks>
    /// Inside a command (<c>MapCommand</c>, <c>.AsCommand()</c>, <see cref="Commands.ICommands"/>) it is a part of it: it commits with the command, and is forgotten when that is rolled back. Elsewhere, and in a command that
    /// <c>OwnsTransaction()</c>, it commits by itself and has been applied on this instance when the call returns; others apply it as the feed reaches them.
    /// </remarks>
    /// <param name="tables">Tables of which rows have changed, as the database names them, without schema and in any case. Those that follow them by a cascade or by <c>AlsoChanges</c> need not be named. May be empty if there are tags.</param>
    /// <param name="tags">
    /// With tables: the tags of <c>HasTag</c> that the changed rows have had and now have (<c>clients/7/opportunities</c>); queries that are narrowed to other tags stay. Null: nobody knows which rows, so that every query of the tables is stale.
    /// Without tables: tags of values that were put into the <c>HybridCache</c> by hand; <c>*</c> stands for everything.
    /// </param>
    /// <param name="cancel">Gives up, if nothing has been committed yet.</param>
    /// <exception cref="ArgumentException">
    /// Neither a table nor a tag is named; a table is in no model of a context that the cache follows; there are more than 1,000 names; or a name is empty, longer than 400 characters, or has control characters in it.
    /// </exception>
    Task RecordAsync(IEnumerable<string> tables, IEnumerable<string>? tags = null, CancellationToken cancel = default);
}
