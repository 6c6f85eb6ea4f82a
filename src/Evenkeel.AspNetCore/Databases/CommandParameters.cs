using System.Data;
using System.Data.Common;

namespace Evenkeel.AspNetCore.Databases;

/// <summary>Parameters with their types named, which both engines need for a value that is null.</summary>
internal static class CommandParameters
{
    public static DbCommand With(this DbCommand command, string name, DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, type, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
        return command;
    }
}
