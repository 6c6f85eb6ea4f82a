using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Flushing;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>
/// Runs the lines of one flush in their order. Operations that share a commit are answered when it has taken place; if it fails, or an operation cannot share, they run
/// again one by one, and the ledger answers for those that took effect after all.
/// </summary>
internal sealed class FlushRun(HttpContext flush, LineRunner runner, FlushGroup group, AnswerOutput output, OperationMetrics metrics, CallTrails? trails, CancellationToken ending)
{
    /// <summary>Answers that wait for their commit are in memory.</summary>
    private const int MaxWithheldBytes = 1024 * 1024;

    private readonly List<(FlushLine Line, LineAnswer Answer)> _withheld = [];
    private HeldLanes _lanes = new();
    private HeldLanes _lanesBefore = new();
    private long _withheldBytes;

    /// <summary>An operation whose time is over and whose handler goes on. The flush is answered, and must not be given up before it ends; null: there is none.</summary>
    public Task? Late { get; private set; }

    public async Task RunAsync(IEnumerable<FlushLine> lines)
    {
        var hasRun = false;
        foreach (var line in lines)
        {
            // A flush may have the work of minutes left. It always gets on by one, or a client whose server is stopped again and again never would.
            if (Late is not null || (hasRun && ending.IsCancellationRequested))
            {
                await CutAsync(line);
                continue;
            }

            hasRun = true;
            if (line.Void is not null)
            {
                // It waits for the operation that it voids, and must not wait for its own flush.
                await SettleAsync();
                if (Late is not null)
                {
                    await CutAsync(line);
                    continue;
                }
            }

            await RunAsync(line);
            if (Late is null && (group.Open is not { TakesMore: true } || _withheldBytes > MaxWithheldBytes))
            {
                await SettleAsync();
            }
        }

        if (Late is null)
        {
            await SettleAsync();
        }
    }

    /// <summary>Leaves a line to another instance, behind what was done.</summary>
    private async Task CutAsync(FlushLine line)
    {
        if (Late is null)
        {
            await SettleAsync();
        }

        await WriteAsync([runner.LeaveToAnother(flush, line)]);
    }

    private async Task RunAsync(FlushLine line)
    {
        if (await AskAsync(line, group) is not { } answer)
        {
            await WriteLateAsync(line);
            return;
        }

        if (group.WantsAlone || group.Failed)
        {
            await SettleAsync(line);
            return;
        }

        _lanes.Note(line, answer.Line);
        _withheld.Add((line, answer));
        _withheldBytes += answer.Line.Body.Length;
    }

    /// <summary>Commits what is open and sends what was withheld. Then runs <paramref name="alone"/>, an operation that could not share.</summary>
    private async Task SettleAsync(FlushLine? alone = null)
    {
        if (await group.CloseAsync())
        {
            await WriteAsync([.. _withheld.Select(each => each.Answer)]);
        }
        else
        {
            _lanes = _lanesBefore;
            foreach (var (line, _) in _withheld)
            {
                await RunAloneAsync(line);
            }
        }

        _withheld.Clear();
        _withheldBytes = 0;
        if (alone is not null)
        {
            await RunAloneAsync(alone);
        }

        _lanesBefore = _lanes.Copy();
        group.Renew();
    }

    private async Task RunAloneAsync(FlushLine line)
    {
        if (Late is not null)
        {
            await WriteAsync([runner.LeaveToAnother(flush, line)]);
            return;
        }

        if (await AskAsync(line, shares: null) is not { } answer)
        {
            await WriteAsync([TooLate(line)]);
            return;
        }

        _lanes.Note(line, answer.Line);
        await WriteAsync([answer]);
    }

    /// <returns>Null: its time is over, and it goes on.</returns>
    private async Task<LineAnswer?> AskAsync(FlushLine line, FlushGroup? shares)
    {
        var deadline = new MemberDeadline();
        var running = runner.RunAsync(flush, line, _lanes, shares, deadline);
        if (!running.IsCompleted && await Task.WhenAny(running, deadline.Passed) != running)
        {
            Late = running;
            return null;
        }

        return await running;
    }

    private LineAnswer TooLate(FlushLine line) => runner.Unknown(flush, line, ProblemCodes.DeadlineExceeded, "It takes longer than it may. Whether it takes effect after all is known when it is sent again under the same id.");

    // It may be in the middle of the transaction that they share, which so cannot be committed before it ends.
    private async Task WriteLateAsync(FlushLine late)
    {
        if (group.Open is null)
        {
            await WriteAsync([.. _withheld.Select(static each => each.Answer)]);
        }
        else
        {
            await WriteAsync([.. _withheld.Select(each => runner.Unknown(flush, each.Line, ProblemCodes.OutcomeUnknown, "One with which it shares its commit takes too long."))]);
        }

        _withheld.Clear();
        await WriteAsync([TooLate(late)]);
    }

    // They are committed: one look tells all of them how far their client has seen.
    private async Task WriteAsync(LineAnswer[] answers)
    {
        var position = trails is null ? null : await trails.LookAsync(answers.Select(each => each.Trail), flush.RequestAborted);
        foreach (var (line, trail, measured) in answers)
        {
            if (measured is not null)
            {
                metrics.Count(measured, "flush");
            }

            await output.WriteAsync(trail is null ? line : await trails!.TellAsync(line, trail, position, flush.RequestAborted), flush.RequestAborted);
        }
    }
}
