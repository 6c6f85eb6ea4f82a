using Evenkeel.AspNetCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.AspNetCore.OutsideWrites;

/// <summary>What contexts are about to do. Whatever this throws, the caller of the context gets.</summary>
internal sealed class ContextEvents(OutsideWrite rule) : IObserver<KeyValuePair<string, object?>>
{
    private static readonly HashSet<string?> Wanted = [CoreEventId.SaveChangesStarting.Name, RelationalEventId.CommandExecuting.Name, RelationalEventId.TransactionStarting.Name];

    public static bool IsWanted(string name) => Wanted.Contains(name);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (OperationTransaction.Current is not { } operation)
        {
            return;
        }

        switch (value.Value)
        {
            case CommandEventData { Context: { } context } command when MayWrite(command):
                rule.Check(operation, context, command.Command.Connection);
                break;
            case TransactionStartingEventData { Context: { } context }:
                rule.CheckBegin(operation, context);
                break;
            // The save itself, and not its statements: what those throw comes wrapped in a DbUpdateException.
            case DbContextEventData { Context: { } context } when value.Key == CoreEventId.SaveChangesStarting.Name && context.Database.IsRelational() && context.ChangeTracker.HasChanges():
                rule.Check(operation, context, context.Database.GetDbConnection());
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static bool MayWrite(CommandEventData command) => command.CommandSource switch
    {
        CommandSource.LinqQuery => false,
        CommandSource.SaveChanges or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete => true,
        _ => SqlText.MayWrite(command.Command.CommandText),
    };
}
