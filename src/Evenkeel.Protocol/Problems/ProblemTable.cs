using System.Collections.Frozen;

namespace Evenkeel.Protocol.Problems;

/// <summary>Status and title of every problem code; equal to protocol/problems.json. Immutable, so safe from any thread.</summary>
public static class ProblemTable
{
    private static readonly FrozenDictionary<string, Problem> ByCode = new Problem[]
    {
        Row(ProblemCodes.OperationIdMalformed, 400, "The operation id is not a UUID version 7."),
        Row(ProblemCodes.OperationIdInFuture, 400, "The operation id was stamped too far in the future."),
        Row(ProblemCodes.OperationTooOld, 409, "The operation is older than the ledger remembers."),
        Row(ProblemCodes.OperationIdReused, 422, "The operation id was used before with another request."),
        Row(ProblemCodes.OperationVoid, 410, "The operation was discarded and can no longer take effect."),
        Row(ProblemCodes.OperationTooLarge, 413, "The operation is larger than the server accepts."),
        Row(ProblemCodes.OperationMalformed, 400, "The operation could not be read."),
        Row(ProblemCodes.ActionUnknown, 404, "No command answers to this method and path."),
        Row(ProblemCodes.AlreadyApplied, 409, "The operation took effect before it was discarded."),
        Row(ProblemCodes.LaneHeld, 424, "An earlier operation of this lane was not applied."),
        Row(ProblemCodes.FlushTooLarge, 413, "The flush is larger than the server accepts."),
        Row(ProblemCodes.FlushContentType, 415, "A flush is application/x-ndjson."),
        Row(ProblemCodes.FlushMalformed, 400, "The flush could not be read."),
        Row(ProblemCodes.ScopeMismatch, 409, "The operation belongs to another user."),
        Row(ProblemCodes.OutcomeUnknown, 503, "The server cannot tell yet whether the operation took effect."),
        Row(ProblemCodes.OutcomeLost, 409, "The operation was interrupted, and whether it took effect is for a person to find out."),
        Row(ProblemCodes.DatabaseBusy, 503, "The database did not accept the write in time."),
        Row(ProblemCodes.Overloaded, 503, "More requests than the server can work on."),
        Row(ProblemCodes.DeadlineExceeded, 504, "The action took longer than it may."),
        Row(ProblemCodes.ContractMismatch, 409, "The action has changed since this page was built."),
        Row(ProblemCodes.ContractElsewhere, 503, "Another instance has the action as this page knows it."),
        Row(ProblemCodes.ContractMalformed, 400, "The contract id is not 16 hexadecimal digits."),
        Row(ProblemCodes.TooManyStreams, 503, "The server has as many event streams as it allows."),
        Row(ProblemCodes.RequestTooLarge, 413, "The request is larger than the server accepts."),
        Row(ProblemCodes.AssetRetired, 410, "The file belongs to a build that is no longer kept."),
        Row(ProblemCodes.PageSizeInvalid, 400, "The list has no pages of that size."),
        Row(ProblemCodes.CursorInvalid, 400, "The cursor is not one that this list gave to this caller."),
        Row(ProblemCodes.SessionUnknown, 503, "The server cannot tell at this moment whether the session is valid."),
        Row(ProblemCodes.SessionIdMalformed, 400, "This is no id of a session."),
        Row(ProblemCodes.Csrf, 403, "The request comes from a page of another site."),
        Row(ProblemCodes.DraftKeyMalformed, 400, "This is no key of a draft."),
        Row(ProblemCodes.DraftRevisionMalformed, 400, "The revision of the draft is missing or malformed."),
        Row(ProblemCodes.DraftMalformed, 400, "The draft could not be read."),
        Row(ProblemCodes.DraftTooLarge, 413, "The draft is larger than the server accepts."),
        Row(ProblemCodes.DraftConflict, 412, "The draft was changed somewhere else. Both are kept."),
        Row(ProblemCodes.DraftConsumed, 410, "What was typed up to this revision has been saved by a command."),
        Row(ProblemCodes.TooManyDrafts, 409, "There are as many drafts as the server keeps for one user."),
        Row(ProblemCodes.Unauthenticated, 401, "Nobody is signed in."),
        Row(ProblemCodes.Forbidden, 403, "This user may not do that."),
        Row(ProblemCodes.RequestMalformed, 400, "The request could not be read."),
        Row(ProblemCodes.ValidationFailed, 400, "Some fields need another value."),
        Row(ProblemCodes.NotFound, 404, "There is nothing at this address."),
        Row(ProblemCodes.MethodNotAllowed, 405, "This address does not answer to that method."),
        Row(ProblemCodes.MediaTypeUnsupported, 415, "The content type is not one that this address reads."),
        Row(ProblemCodes.Refused, 400, "The server refused the request."),
        Row(ProblemCodes.WriteOutsideOperation, 500, "The command wrote to its database outside of its operation."),
        Row(ProblemCodes.InternalError, 500, "The server failed while handling the request."),
    }.ToFrozenDictionary(problem => problem.Code, StringComparer.Ordinal);

    /// <summary>All problems, in no order.</summary>
    public static IReadOnlyCollection<Problem> All => ByCode.Values;

    /// <summary>The problem of a code.</summary>
    /// <exception cref="KeyNotFoundException">The code is none of <see cref="ProblemCodes"/>.</exception>
    public static Problem Get(string code) => ByCode[code];

    private static Problem Row(string code, int status, string title) => new() { Code = code, Status = status, Title = title };
}
