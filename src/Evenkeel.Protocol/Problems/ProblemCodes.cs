namespace Evenkeel.Protocol.Problems;

/// <summary>
/// The stable codes of problem details. Clients branch on them, never on text; they are never renamed or reused.
/// Statuses and titles are in protocol/problems.json.
/// </summary>
public static class ProblemCodes
{
    /// <summary>What every problem's <c>type</c> begins with.</summary>
    public const string TypePrefix = "urn:evenkeel:problem:";

    /// <summary>400: the operation id is not a UUID version 7.</summary>
    public const string OperationIdMalformed = "operation-id-malformed";

    /// <summary>400: the id was stamped more than a day ahead of the server. Nothing ran.</summary>
    public const string OperationIdInFuture = "operation-id-in-future";

    /// <summary>409: the id is older than the ledger remembers. Nothing ran.</summary>
    public const string OperationTooOld = "operation-too-old";

    /// <summary>422: the id took effect before with another request.</summary>
    public const string OperationIdReused = "operation-id-reused";

    /// <summary>410: the operation was discarded; it can never take effect.</summary>
    public const string OperationVoid = "operation-void";

    /// <summary>413: one operation is over the limit. Nothing ran.</summary>
    public const string OperationTooLarge = "operation-too-large";

    /// <summary>400: a line of a flush could not be read as an operation.</summary>
    public const string OperationMalformed = "operation-malformed";

    /// <summary>404: no command answers to this method and path.</summary>
    public const string ActionUnknown = "action-unknown";

    /// <summary>409: the operation that was to be discarded had taken effect.</summary>
    public const string AlreadyApplied = "already-applied";

    /// <summary>424: an earlier operation of the lane was not applied, so this one was not run.</summary>
    public const string LaneHeld = "lane-held";

    /// <summary>413: the flush has too many bytes or operations. Nothing ran.</summary>
    public const string FlushTooLarge = "flush-too-large";

    /// <summary>415: the flush is not <c>application/x-ndjson</c>.</summary>
    public const string FlushContentType = "flush-content-type";

    /// <summary>400: the body of the flush ended before it was whole.</summary>
    public const string FlushMalformed = "flush-malformed";

    /// <summary>409: the operation was made under another tenant or user than the one signed in.</summary>
    public const string ScopeMismatch = "scope-mismatch";

    /// <summary>503: the commit failed in a way that leaves its outcome open; the same id finds out.</summary>
    public const string OutcomeUnknown = "outcome-unknown";

    /// <summary>409: the operation was interrupted and is not run again; whether it took effect is for a person to find out.</summary>
    public const string OutcomeLost = "outcome-lost";

    /// <summary>503: the database did not take the write in time. Nothing was applied.</summary>
    public const string DatabaseBusy = "database-busy";

    /// <summary>503: more requests than the server can work on. Nothing ran.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>504: the action took longer than it may. Whether it takes effect is known when it is sent again under the same id.</summary>
    public const string DeadlineExceeded = "deadline-exceeded";

    /// <summary>409: the operation was made under a contract that the server no longer keeps. Nothing ran.</summary>
    public const string ContractMismatch = "contract-mismatch";

    /// <summary>503: another live instance has the action under the contract of the operation. Nothing ran; the same id is tried again.</summary>
    public const string ContractElsewhere = "contract-elsewhere";

    /// <summary>400: the contract that is named is no contract id. Nothing ran.</summary>
    public const string ContractMalformed = "contract-malformed";

    /// <summary>503: there are as many event streams as the server allows.</summary>
    public const string TooManyStreams = "too-many-streams";

    /// <summary>413: a request to Evenkeel's own endpoints is over its limit.</summary>
    public const string RequestTooLarge = "request-too-large";

    /// <summary>410: a file of a build that is no longer kept.</summary>
    public const string AssetRetired = "asset-retired";

    /// <summary>400: the size of page that was asked for is no number, or outside of what this list gives.</summary>
    public const string PageSizeInvalid = "page-size-invalid";

    /// <summary>400: the cursor is not one that this list gave to this caller.</summary>
    public const string CursorInvalid = "cursor-invalid";

    /// <summary>503: whether the session is valid cannot be told at this moment. Nothing ran, and nobody is signed out.</summary>
    public const string SessionUnknown = "session-unknown";

    /// <summary>400: what names a session is no id of one.</summary>
    public const string SessionIdMalformed = "session-id-malformed";

    /// <summary>403: a page of another site has sent the request. Nothing ran.</summary>
    public const string Csrf = "csrf";

    /// <summary>400: what names a draft is no key of one.</summary>
    public const string DraftKeyMalformed = "draft-key-malformed";

    /// <summary>400: a save or a deletion of a draft does not say which revision it follows, or not in a way that can be read.</summary>
    public const string DraftRevisionMalformed = "draft-revision-malformed";

    /// <summary>400: a draft, or the name of the one that a command consumes, could not be read. Nothing ran.</summary>
    public const string DraftMalformed = "draft-malformed";

    /// <summary>413: a draft is over the limit. The one before stays.</summary>
    public const string DraftTooLarge = "draft-too-large";

    /// <summary>412: the draft was changed somewhere else. Both are kept.</summary>
    public const string DraftConflict = "draft-conflict";

    /// <summary>410: the draft was consumed by a command after what is being saved was typed.</summary>
    public const string DraftConsumed = "draft-consumed";

    /// <summary>409: the user has as many drafts as are kept. Those stay.</summary>
    public const string TooManyDrafts = "too-many-drafts";

    /// <summary>401: nobody is signed in.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>403: this user may not do that.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>400: the request could not be read.</summary>
    public const string RequestMalformed = "request-malformed";

    /// <summary>400: some fields need another value; they are in <c>errors</c>.</summary>
    public const string ValidationFailed = "validation-failed";

    /// <summary>404: there is nothing at this address.</summary>
    public const string NotFound = "not-found";

    /// <summary>405: this address does not answer to that method.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>415: the content type is not one that this address reads.</summary>
    public const string MediaTypeUnsupported = "media-type-unsupported";

    /// <summary>Any other 4xx that came without a body.</summary>
    public const string Refused = "refused";

    /// <summary>500, in development: the handler wrote to its command's database through another connection. Nothing was applied.</summary>
    public const string WriteOutsideOperation = "write-outside-operation";

    /// <summary>500: the server failed while handling the request.</summary>
    public const string InternalError = "internal-error";
}
