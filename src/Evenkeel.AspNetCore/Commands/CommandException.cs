using Evenkeel.Protocol.Problems;

namespace Evenkeel.AspNetCore.Commands;

/// <summary>A command that did not take effect, or whose outcome cannot be told.</summary>
public abstract class CommandException : Exception
{
    private protected CommandException(string code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>The same code that a request would be answered with, one of <see cref="ProblemCodes"/>.</summary>
    public string Code { get; }
}

/// <summary>The id took effect before with another action or payload. Repeating does not help.</summary>
public sealed class CommandIdReusedException : CommandException
{
    internal CommandIdReusedException()
        : base(ProblemCodes.OperationIdReused, "The same id took effect before with another action or payload.")
    {
    }
}

/// <summary>The operation was discarded and can never take effect. Repeating does not help.</summary>
public sealed class CommandVoidException : CommandException
{
    internal CommandVoidException()
        : base(ProblemCodes.OperationVoid, "The operation was discarded before it took effect.")
    {
    }
}

/// <summary>The id is older than the ledger remembers. It was not run; whether it was longer ago is not known. Repeating does not help.</summary>
public sealed class CommandTooOldException : CommandException
{
    internal CommandTooOldException(TimeSpan retention)
        : base(ProblemCodes.OperationTooOld, $"The id is older than the {retention.TotalDays:0.#} days that the ledger remembers. Nothing ran.")
    {
    }
}

/// <summary>The id is stamped too far ahead of this server's clock. It was not run.</summary>
public sealed class CommandInFutureException : CommandException
{
    internal CommandInFutureException(TimeSpan ahead)
        : base(ProblemCodes.OperationIdInFuture, $"The id is stamped more than {ahead.TotalHours:0.#} h ahead of this server. Nothing ran.")
    {
    }
}

/// <summary>The commit failed in a way that does not tell whether it took place. The same call finds out.</summary>
public sealed class CommandOutcomeUnknownException : CommandException
{
    internal CommandOutcomeUnknownException(Exception? cause)
        : base(ProblemCodes.OutcomeUnknown, "Whether the command took effect is not known yet: call again with the same id.", cause)
    {
    }
}

/// <summary>The database did not take the write in time. Nothing was applied; the same call may succeed later.</summary>
public sealed class CommandBusyException : CommandException
{
    internal CommandBusyException(Exception cause)
        : base(ProblemCodes.DatabaseBusy, "The database did not accept the write in time. Nothing was applied.", cause)
    {
    }
}
