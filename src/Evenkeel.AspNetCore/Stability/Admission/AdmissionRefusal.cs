using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>Answers a request that found no place: nothing ran, and the client may come back at a time of its own.</summary>
internal sealed class AdmissionRefusal(ProblemWriter problems)
{
    private readonly Spread _spread = new();

    public Task AnswerAsync(HttpContext http, AdmissionOutcome outcome, TimeSpan retryAfter)
    {
        if (outcome == AdmissionOutcome.Gone)
        {
            return Task.CompletedTask;
        }

        var wait = TimeSpan.FromSeconds(1) + (((2 * retryAfter) - TimeSpan.FromSeconds(1)) * _spread.Next());
        return problems.WriteAsync(http, ProblemCodes.Overloaded, "Nothing ran. Send the same again later.", wait);
    }
}
