using System.Data;
using System.Data.Common;

namespace Evenkeel.AspNetCore.Ledger;

/// <summary>
/// The ledger on one connection, inside its transaction. A statement that is used again stays prepared, which is what makes the operations of
/// a shared transaction cheap. Not thread-safe, as its connection is not.
/// </summary>
internal sealed class LedgerStatements(LedgerTable table, DbConnection connection, DbTransaction? transaction) : IDisposable
{
    /// <summary>PostgreSQL's code for a unique key that is taken.</summary>
    public const string KeyTaken = "23505";

    private DbCommand? _find;
    private DbCommand? _insertOrNothing;
    private DbCommand? _answer;

    /// <summary>Gives the parameters of an insert their values.</summary>
    public static void SetRow(DbCommand command, LedgerRecord row) => SetRow(command.Parameters, command.CreateParameter, row);

    /// <summary>Adds what is written with a row to a command that has other statements already.</summary>
    public static void AppendCompanion(DbCommand command, IRowCompanion companion)
    {
        command.CommandText = $"{command.CommandText};\n{string.Join(";\n", companion.Statements)}";
        companion.SetParameters(command.Parameters, command.CreateParameter);
    }

    public async Task<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancel)
    {
        var command = _find ??= Command(table.Find);
        SetKey(command, key);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Read(reader) : null;
    }

    /// <summary>Inserts the row. False: the key is taken. Waits for a duplicate in flight.</summary>
    public async Task<bool> TryInsertAsync(LedgerRecord row, CancellationToken cancel)
    {
        var command = _insertOrNothing ??= Command(table.Insert + " ON CONFLICT DO NOTHING");
        SetRow(command, row);
        var inserted = await command.ExecuteNonQueryAsync(cancel) == 1;
        if (inserted)
        {
            await WriteCompanionAsync(row.Companion);
        }

        return inserted;
    }

    /// <summary>Adds the insert of the row to a batch. It fails on a key that is taken, and with it what follows in the batch.</summary>
    public void AddInsert(DbBatch batch, LedgerRecord row)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = table.Insert;
        SetRow(command.Parameters, command.CreateParameter, row);
        batch.BatchCommands.Add(command);
        foreach (var statement in row.Companion?.Statements ?? [])
        {
            var beside = batch.CreateBatchCommand();
            beside.CommandText = statement;
            row.Companion!.SetParameters(beside.Parameters, beside.CreateParameter);
            batch.BatchCommands.Add(beside);
        }
    }

    /// <summary>Stores the answer in a row that was written before the handler.</summary>
    public async Task StoreAnswerAsync(LedgerRecord row)
    {
        var command = _answer ??= Command(table.Answer);
        SetKey(command, row.Key);
        SetAnswer(command, row.Answer);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        await WriteCompanionAsync(row.Companion);
    }

    /// <summary>Ends an open row. False: it is not open.</summary>
    public async Task<bool> CloseAsync(LedgerKey key, LedgerState state, StoredAnswer answer, IRowCompanion? companion = null)
    {
        await using var command = Command(table.Close);
        SetKey(command, key);
        Set(command.Parameters, command.CreateParameter, "@state", DbType.Int32, (int)state);
        SetAnswer(command, answer);
        var closed = await command.ExecuteNonQueryAsync(CancellationToken.None) == 1;
        if (closed)
        {
            await WriteCompanionAsync(companion);
        }

        return closed;
    }

    public void Dispose()
    {
        _find?.Dispose();
        _insertOrNothing?.Dispose();
        _answer?.Dispose();
    }

    private static LedgerEntry Read(DbDataReader row) => new((LedgerState)row.GetInt32(0), (byte[])row.GetValue(1), ReadAnswer(row), row.GetInt64(7));

    private static StoredAnswer ReadAnswer(DbDataReader row) => new()
    {
        Status = row.GetInt32(2),
        ContentType = row.IsDBNull(3) ? null : row.GetString(3),
        Location = row.IsDBNull(4) ? null : row.GetString(4),
        ETag = row.IsDBNull(5) ? null : row.GetString(5),
        Body = row.IsDBNull(6) ? null : (byte[])row.GetValue(6),
    };

    private static void SetRow(DbParameterCollection parameters, Func<DbParameter> create, LedgerRecord row)
    {
        SetKey(parameters, create, row.Key);
        Set(parameters, create, "@state", DbType.Int32, (int)row.State);
        Set(parameters, create, "@fingerprint", DbType.Binary, row.Fingerprint);
        Set(parameters, create, "@action", DbType.String, row.Action);
        Set(parameters, create, "@since", DbType.Int64, row.KeptSince);
        SetAnswer(parameters, create, row.Answer);
    }

    private static void SetKey(DbCommand command, LedgerKey key) => SetKey(command.Parameters, command.CreateParameter, key);

    private static void SetKey(DbParameterCollection parameters, Func<DbParameter> create, LedgerKey key)
    {
        Set(parameters, create, "@tenant", DbType.String, key.Caller.Tenant);
        Set(parameters, create, "@user", DbType.String, key.Caller.User);
        Set(parameters, create, "@id", DbType.Guid, key.Operation.Value);
    }

    private static void SetAnswer(DbCommand command, StoredAnswer? answer) => SetAnswer(command.Parameters, command.CreateParameter, answer);

    private static void SetAnswer(DbParameterCollection parameters, Func<DbParameter> create, StoredAnswer? answer)
    {
        Set(parameters, create, "@status", DbType.Int32, answer?.Status ?? 0);
        Set(parameters, create, "@type", DbType.String, answer?.ContentType);
        Set(parameters, create, "@location", DbType.String, answer?.Location);
        Set(parameters, create, "@etag", DbType.String, answer?.ETag);
        Set(parameters, create, "@answer", DbType.Binary, answer?.Body);
    }

    // A statement that is prepared keeps its parameters, and is given new values.
    private static void Set(DbParameterCollection parameters, Func<DbParameter> create, string name, DbType type, object? value)
    {
        if (parameters.Count > 0 && parameters.IndexOf(name) is >= 0 and var at)
        {
            parameters[at].Value = value ?? DBNull.Value;
            return;
        }

        var parameter = create();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, type, value ?? DBNull.Value);
        parameters.Add(parameter);
    }

    private async Task WriteCompanionAsync(IRowCompanion? companion)
    {
        if (companion is not null)
        {
            await using var command = Command(string.Join(";\n", companion.Statements));
            companion.SetParameters(command.Parameters, command.CreateParameter);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return command;
    }
}
