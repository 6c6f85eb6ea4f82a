using System.Data.Common;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// A statement of the application's context: what it reads and changes is noted, and inside an operation it runs in the operation's transaction. An interceptor could do the same, and would have Entity Framework Core
/// make its event objects for every statement, of queries too.
/// </summary>
internal sealed class OperationCommand(RelationalCommandBuilderDependencies dependencies, IRelationalCommand built)
    : RelationalCommand(dependencies, built.CommandText, built.LogCommandText, built.Parameters)
{
    public override int ExecuteNonQuery(RelationalCommandParameterObject parameterObject)
    {
        var own = Begin(parameterObject);
        if (!own.MayHaveTransaction)
        {
            var affected = base.ExecuteNonQuery(parameterObject);
            Applied(own);
            return affected;
        }

        using var transaction = parameterObject.Connection.BeginTransaction();
        own.AddTo(TransactionChanges.Of(transaction.GetDbTransaction()));
        var written = base.ExecuteNonQuery(parameterObject);
        transaction.Commit();
        return written;
    }

    public override object? ExecuteScalar(RelationalCommandParameterObject parameterObject)
    {
        var own = Begin(parameterObject);
        var result = base.ExecuteScalar(parameterObject);
        Applied(own);
        return result;
    }

    public override RelationalDataReader ExecuteReader(RelationalCommandParameterObject parameterObject)
    {
        var own = Begin(parameterObject);
        if (!own.Writes && KeptReads.For(parameterObject)?.LentTo(parameterObject.Context!) is { } reading)
        {
            return ReadBeside(base.ExecuteReader(KeptReads.Over(reading, parameterObject)), reading);
        }

        return Told(base.ExecuteReader(parameterObject), own);
    }

    public override Task<int> ExecuteNonQueryAsync(RelationalCommandParameterObject parameterObject, CancellationToken cancellationToken = default)
    {
        var begun = BeginAsync(parameterObject, cancellationToken);
        return begun is { IsCompletedSuccessfully: true, Result.Writes: false } ? base.ExecuteNonQueryAsync(parameterObject, cancellationToken) : WriteAsync(begun, parameterObject, cancellationToken);
    }

    public override Task<object?> ExecuteScalarAsync(RelationalCommandParameterObject parameterObject, CancellationToken cancellationToken = default)
    {
        var begun = BeginAsync(parameterObject, cancellationToken);
        return begun is { IsCompletedSuccessfully: true, Result.Writes: false } ? base.ExecuteScalarAsync(parameterObject, cancellationToken) : WriteScalarAsync(begun, parameterObject, cancellationToken);
    }

    public override Task<RelationalDataReader> ExecuteReaderAsync(RelationalCommandParameterObject parameterObject, CancellationToken cancellationToken = default)
    {
        var begun = BeginAsync(parameterObject, cancellationToken);
        if (begun is not { IsCompletedSuccessfully: true, Result.Writes: false })
        {
            return WriteAndReadAsync(begun, parameterObject, cancellationToken);
        }

        return KeptReads.For(parameterObject) is { } connections ? ReadAsync(connections, parameterObject, cancellationToken) : base.ExecuteReaderAsync(parameterObject, cancellationToken);
    }

    public override DbCommand CreateDbCommand(RelationalCommandParameterObject parameterObject, Guid commandId, DbCommandMethod commandMethod)
    {
        var command = base.CreateDbCommand(parameterObject, commandId, commandMethod);
        if (Deadline.Current is { IsLifted: false } deadline && (command.CommandTimeout == 0 || command.CommandTimeout > deadline.RemainingSeconds))
        {
            // A statement goes on in the database when its caller has given up, unless it is told.
            command.CommandTimeout = deadline.RemainingSeconds;
        }

        // A command that is only asked for, to be shown or run by the handler, is made with no method.
        if (Enum.IsDefined(commandMethod) && OperationTransaction.Current is { } operation && operation.Covers(parameterObject.Context))
        {
            OperationStatement.Route(command, operation);
        }

        return command;
    }

    protected override RelationalDataReader CreateRelationalDataReader() => new TrackedReader();

    // Not local functions: what those capture is made for every statement, for the many that only read too.
    private async Task<int> WriteAsync(ValueTask<TrackedStatement> begun, RelationalCommandParameterObject parameters, CancellationToken cancel)
    {
        var own = await begun;
        if (!own.MayHaveTransaction)
        {
            var affected = await base.ExecuteNonQueryAsync(parameters, cancel);
            Applied(own);
            return affected;
        }

        await using var transaction = await parameters.Connection.BeginTransactionAsync(cancel);
        own.AddTo(TransactionChanges.Of(transaction.GetDbTransaction()));
        var written = await base.ExecuteNonQueryAsync(parameters, cancel);
        await transaction.CommitAsync(cancel);
        return written;
    }

    private async Task<object?> WriteScalarAsync(ValueTask<TrackedStatement> begun, RelationalCommandParameterObject parameters, CancellationToken cancel)
    {
        var own = await begun;
        var result = await base.ExecuteScalarAsync(parameters, cancel);
        Applied(own);
        return result;
    }

    private async Task<RelationalDataReader> WriteAndReadAsync(ValueTask<TrackedStatement> begun, RelationalCommandParameterObject parameters, CancellationToken cancel)
    {
        var own = await begun;
        return Told(await base.ExecuteReaderAsync(parameters, cancel), own);
    }

    private async Task<RelationalDataReader> ReadAsync(KeptConnections connections, RelationalCommandParameterObject parameters, CancellationToken cancel)
    {
        if (connections.LentTo(parameters.Context!) is { } reading)
        {
            return ReadBeside(await base.ExecuteReaderAsync(KeptReads.Over(reading, parameters), cancel), reading);
        }

        if (await connections.RentAsync(parameters.Context!, parameters.Connection, cancel) is not { } kept)
        {
            return await base.ExecuteReaderAsync(parameters, cancel);
        }

        if (!connections.MayLend)
        {
            connections.Return(kept);
            return await base.ExecuteReaderAsync(parameters, cancel);
        }

        try
        {
            var reader = await base.ExecuteReaderAsync(KeptReads.Over(kept, parameters), cancel);
            ((TrackedReader)reader).ReadsOver(kept.LendTo(parameters.Context!));
            return reader;
        }
        catch (DbException error) when (KeptReads.IsUnknownName(error))
        {
            kept.Dispose();
            var reader = await base.ExecuteReaderAsync(parameters, cancel);
            connections.LendNoMore();
            return reader;
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }

    private static void Applied(TrackedStatement own)
    {
        if (own.Writes)
        {
            own.Apply();
        }
    }

    private static RelationalDataReader ReadBeside(RelationalDataReader reader, KeptConnection reading)
    {
        ((TrackedReader)reader).ReadsOver(reading.LendAgain());
        return reader;
    }

    private static RelationalDataReader Told(RelationalDataReader reader, TrackedStatement own)
    {
        if (own.Writes)
        {
            ((TrackedReader)reader).WhenEnded(own.Apply);
        }

        return reader;
    }

    private TrackedStatement Begin(RelationalCommandParameterObject parameters)
    {
        var begun = BeginAsync(parameters, CancellationToken.None);
        return begun.IsCompletedSuccessfully ? begun.Result : begun.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>What the statement writes, if nothing carries it: neither an operation nor a transaction.</summary>
    private ValueTask<TrackedStatement> BeginAsync(RelationalCommandParameterObject parameters, CancellationToken cancel)
    {
        if (parameters.CommandSource == CommandSource.Migrations)
        {
            KeptReads.Forget(parameters.Context);
        }

        var own = TrackedStatement.Note(CommandText, parameters);
        if (Fill.Current is { } fill && OperationTransaction.Current is { HasWritten: true })
        {
            // It sees what is not committed.
            fill.CannotBeKept();
        }

        if (own.Writes && CarrierOf(parameters) is { } changes)
        {
            own.AddTo(changes);
            own = default;
        }

        var joined = OperationStatement.JoinAsync(CommandText, parameters.CommandSource, parameters.Context, cancel);
        return joined.IsCompletedSuccessfully ? new ValueTask<TrackedStatement>(own) : AfterAsync(joined, own);

        static async ValueTask<TrackedStatement> AfterAsync(ValueTask joined, TrackedStatement own)
        {
            await joined;
            return own;
        }
    }

    private static ChangeSet? CarrierOf(RelationalCommandParameterObject parameters)
    {
        if (OperationTransaction.Current is { } operation && operation.Covers(parameters.Context))
        {
            return operation.Changes;
        }

        return parameters.Connection.CurrentTransaction is { } transaction ? TransactionChanges.Of(transaction.GetDbTransaction()) : null;
    }
}
