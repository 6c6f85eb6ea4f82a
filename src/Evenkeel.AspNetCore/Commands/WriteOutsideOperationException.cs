using Evenkeel.AspNetCore.Ledger;
using Evenkeel.Protocol.Problems;

namespace Evenkeel.AspNetCore.Commands;

/// <summary>
/// A handler wrote to its command's own database through a connection that is not the command's, so that the write would stay where the command is rolled back, and would be made
/// again where it is repeated. Thrown before the write, in development or as <see cref="LedgerOptions.RefuseOutsideWrites"/> says.
/// </summary>
public sealed class WriteOutsideOperationException : CommandException
{
    internal WriteOutsideOperationException(Type writer, Type store)
        : base(ProblemCodes.WriteOutsideOperation, Describe(writer, store)) => ContextType = writer;

    /// <summary>The context that wrote.</summary>
    public Type ContextType { get; }

    private static string Describe(Type writer, Type store)
    {
        var (its, instead) = writer == store
            ? ($"This {writer.Name} was not made by the application's services and", $"Have it injected, or made by IDbContextFactory<{writer.Name}>.")
            : (writer.Name,
                $"Write through {store.Name}; or begin a transaction on {store.Name} and give {writer.Name} its connection (Database.SetDbConnection) and the transaction (Database.UseTransaction).");
        return $"{its} writes to the command's own database through another connection: the write would be no part of the command, and on SQLite it would wait for it until the time-out. {instead} "
            + "LedgerOptions.RefuseOutsideWrites = false allows it.";
    }
}
