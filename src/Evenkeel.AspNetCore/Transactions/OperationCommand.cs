using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// A statement of the application's context: inside an operation it runs in the operation's transaction. An interceptor could do the same, and would have Entity Framework Core
/// make its event objects for every statement, of queries too.
/// </summary>
internal sealed class OperationCommand(RelationalCommandBuilderDependencies dependencies, IRelationalCommand built)
    : RelationalCommand(dependencies, built.CommandText, built.LogCommandText, built.Parameters)
{
    public override int ExecuteNonQuery(RelationalCommandParameterObject parameterObject)
    {
        Join(parameterObject);
        return base.ExecuteNonQuery(parameterObject);
    }

    public override object? ExecuteScalar(RelationalCommandParameterObject parameterObject)
    {
        Join(parameterObject);
        return base.ExecuteScalar(parameterObject);
    }

    public override RelationalDataReader ExecuteReader(RelationalCommandParameterObject parameterObject)
    {
        Join(parameterObject);
        return base.ExecuteReader(parameterObject);
    }

    public override Task<int> ExecuteNonQueryAsync(RelationalCommandParameterObject parameterObject, CancellationToken cancellationToken = default)
    {
        var joined = JoinAsync(parameterObject, cancellationToken);
        return joined.IsCompletedSuccessfully ? base.ExecuteNonQueryAsync(parameterObject, cancellationToken) : AfterAsync();

        async Task<int> AfterAsync()
        {
            await joined;
            return await base.ExecuteNonQueryAsync(parameterObject, cancellationToken);
        }
    }

    public override Task<object?> ExecuteScalarAsync(RelationalCommandParameterObject parameterObject, CancellationToken cancellationToken = default)
    {
        var joined = JoinAsync(parameterObject, cancellationToken);
        return joined.IsCompletedSuccessfully ? base.ExecuteScalarAsync(parameterObject, cancellationToken) : AfterAsync();

        async Task<object?> AfterAsync()
        {
            await joined;
            return await base.ExecuteScalarAsync(parameterObject, cancellationToken);
        }
    }

    public override Task<RelationalDataReader> ExecuteReaderAsync(RelationalCommandParameterObject parameterObject, CancellationToken cancellationToken = default)
    {
        var joined = JoinAsync(parameterObject, cancellationToken);
        return joined.IsCompletedSuccessfully ? base.ExecuteReaderAsync(parameterObject, cancellationToken) : AfterAsync();

        async Task<RelationalDataReader> AfterAsync()
        {
            await joined;
            return await base.ExecuteReaderAsync(parameterObject, cancellationToken);
        }
    }

    public override DbCommand CreateDbCommand(RelationalCommandParameterObject parameterObject, Guid commandId, DbCommandMethod commandMethod)
    {
        var command = base.CreateDbCommand(parameterObject, commandId, commandMethod);
        // A command that is only asked for, to be shown or run by the handler, is made with no method.
        if (Enum.IsDefined(commandMethod) && OperationTransaction.Current is { } operation && operation.Covers(parameterObject.Context))
        {
            OperationStatement.Route(command, operation);
        }

        return command;
    }

    private void Join(RelationalCommandParameterObject parameters) => JoinAsync(parameters, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private ValueTask JoinAsync(RelationalCommandParameterObject parameters, CancellationToken cancel) =>
        OperationStatement.JoinAsync(CommandText, parameters.CommandSource, parameters.Context, cancel);
}
