namespace Evenkeel.AspNetCore.Commands;

/// <summary>
/// Runs commands that no request brings: for consumers of messages, hosted services and jobs. The same promise as for <c>MapCommand</c>: for each id what the handler
/// writes through the application's context is committed once, in one transaction with the ledger's row and the handler's result. Singleton and thread-safe.
/// </summary>
public interface ICommands
{
    /// <summary>Runs the handler, unless the ledger knows the id: then it gives the stored result.</summary>
    /// <typeparam name="T">The result. It is stored as JSON, with the defaults of <c>System.Text.Json</c> for the web.</typeparam>
    /// <param name="call">Which command this is, and whose.</param>
    /// <param name="handler">
    /// Given the services of a fresh scope. It may run more than once, each time in another scope, but takes effect once. An exception rolls everything back, leaves the id
    /// free, and reaches the caller.
    /// </param>
    /// <param name="cancel">Until the commit begins this rolls back; afterwards it no longer counts.</param>
    /// <exception cref="CommandException">The call was refused, or its outcome cannot be told now; the type says which.</exception>
    /// <exception cref="InvalidOperationException">A command is under way on this async flow, or the result is too large to be stored. Nothing was applied.</exception>
    Task<CommandOutcome<T>> RunAsync<T>(CommandCall call, Func<IServiceProvider, CancellationToken, Task<T>> handler, CancellationToken cancel = default);
}
