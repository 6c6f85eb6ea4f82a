using Evenkeel.AspNetCore.Ledger;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>A stored answer on its way through the endpoint's filters, as a feature of the request.</summary>
internal sealed class PendingReplay(StoredAnswer answer)
{
    /// <summary>Whether every filter let it pass.</summary>
    public bool Passed { get; private set; }

    public IResult Pass()
    {
        Passed = true;
        return new Result(answer);
    }

    private sealed class Result(StoredAnswer answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => LedgerReplay.RepeatAsync(httpContext, answer);
    }
}
