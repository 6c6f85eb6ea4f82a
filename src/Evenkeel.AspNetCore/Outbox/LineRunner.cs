using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Flushing;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Answers one line of a flush: by its operation's pipeline, or by a refusal before it.</summary>
internal sealed class LineRunner(OperationPipeline pipeline, TimeProvider clock)
{
    /// <param name="flush">The request that carries the line.</param>
    /// <param name="line">The line.</param>
    /// <param name="lanes">What is held of the lanes.</param>
    /// <param name="group">What the operation may share; null: it runs by itself.</param>
    /// <param name="deadline">Hears of it when the operation's time is over and its handler goes on.</param>
    public async Task<LineAnswer> RunAsync(HttpContext flush, FlushLine line, HeldLanes lanes, FlushGroup? group, MemberDeadline deadline)
    {
        if (line.Problem is { } problem)
        {
            return Refuse(flush, line, problem, line.Detail);
        }

        if (lanes.Holds(line))
        {
            return Refuse(flush, line, ProblemCodes.LaneHeld, $"An earlier operation of the lane '{line.Lane}' was not applied. This one did not run.");
        }

        // A whole group can be adopted, and then its GET endpoints are marked as commands too.
        return line.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE"
            ? Refuse(flush, line, ProblemCodes.ActionUnknown, $"A command cannot be a {line.Method}.")
            : await pipeline.RunAsync(flush, line, group, deadline);
    }

    /// <summary>Answers a line that did not run, since the server stops or an operation before it takes too long. By the code of a lane that waits, which every client that ever was takes for what it is: send it again, nothing has failed.</summary>
    public LineAnswer LeaveToAnother(HttpContext flush, FlushLine line) =>
        line.Problem is { } problem ? Refuse(flush, line, problem, line.Detail) : Refuse(flush, line, ProblemCodes.LaneHeld, "This flush was cut before it. It did not run.");

    /// <summary>Answers a line of which nothing is known yet.</summary>
    public LineAnswer Unknown(HttpContext flush, FlushLine line, string code, string detail) => Refuse(flush, line, code, detail);

    private LineAnswer Refuse(HttpContext flush, FlushLine line, string code, string? detail)
    {
        var problem = ProblemAnswer.For(code, flush, clock.GetUtcNow(), detail);
        if (line.Path.Length > 0)
        {
            problem = problem with { Path = line.Path.Split('?')[0] };
        }

        return new LineAnswer(new AnswerLine
        {
            Id = line.Id,
            Void = line.Void,
            Line = line.Line,
            Status = problem.Status,
            ContentType = ProblemWriter.ContentType,
            Body = problem.ToUtf8(),
        }, Measured: line.Void is null ? MeasuredOperation.Refused(problem.Status, code) : null);
    }
}
