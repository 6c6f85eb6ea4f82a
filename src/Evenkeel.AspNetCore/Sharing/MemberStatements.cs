using System.Data.Common;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>The statements around one member of a shared transaction, prepared once. A release fails where the transaction has vanished with its savepoints.</summary>
internal sealed class MemberStatements : IDisposable
{
    private const string Release = "RELEASE SAVEPOINT keel_member";
    private const string HasDeferrable =
        "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE condeferrable) OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger WHERE tgdeferrable AND NOT tgisinternal)";

    private readonly DbCommand _begin;
    private readonly DbCommand _keep;
    private readonly DbCommand _undo;
    private readonly DbCommand? _check;

    public MemberStatements(DbConnection connection, DbTransaction transaction, bool deferrable)
    {
        _begin = Command("SAVEPOINT keel_member");
        _keep = Command(Release);
        _undo = Command("ROLLBACK TO SAVEPOINT keel_member; " + Release);
        // Checked now, so that one member's violation does not fail everybody's commit; and taken back, so that the next member's constraints are deferred again.
        _check = deferrable ? Command("SAVEPOINT keel_check; SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK TO SAVEPOINT keel_check; RELEASE SAVEPOINT keel_check") : null;

        DbCommand Command(string sql)
        {
            var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            return command;
        }
    }

    public static async Task<bool> HasDeferrableAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = HasDeferrable;
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    public static DbBatchCommand Keep(DbBatch batch)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = Release;
        return command;
    }

    public Task BeginAsync(CancellationToken cancel) => _begin.ExecuteNonQueryAsync(cancel);

    public Task CheckAsync() => _check?.ExecuteNonQueryAsync() ?? Task.CompletedTask;

    public Task KeepAsync() => _keep.ExecuteNonQueryAsync();

    public Task UndoAsync() => _undo.ExecuteNonQueryAsync();

    public void Dispose()
    {
        _begin.Dispose();
        _keep.Dispose();
        _undo.Dispose();
        _check?.Dispose();
    }
}
