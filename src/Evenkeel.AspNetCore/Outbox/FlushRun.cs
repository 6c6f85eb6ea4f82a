using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Flushing;
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

    public async Task RunAsync(IEnumerable<FlushLine> lines)
    {
        var hasRun = false;
        foreach (var line in lines)
        {
            // A flush may have the work of minutes left. It always gets on by one, or a client whose server is stopped again and again never would.
            if (hasRun && ending.IsCancellationRequested)
            {
                await CutAsync(line);
                continue;
            }

            hasRun = true;
            if (line.Void is not null)
            {
                // It waits for the operation that it voids, and must not wait for its own flush.
                await SettleAsync();
            }

            await RunAsync(line);
            if (group.Open is not { TakesMore: true } || _withheldBytes > MaxWithheldBytes)
            {
                await SettleAsync();
            }
        }

        await SettleAsync();
    }

    /// <summary>Leaves a line to another instance, behind what was done.</summary>
    private async Task CutAsync(FlushLine line)
    {
        await SettleAsync();
        await WriteAsync([runner.LeaveToAnother(flush, line)]);
    }

    private async Task RunAsync(FlushLine line)
    {
        var answer = await runner.RunAsync(flush, line, _lanes, group);
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
        var answer = await runner.RunAsync(flush, line, _lanes, group: null);
        _lanes.Note(line, answer.Line);
        await WriteAsync([answer]);
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
