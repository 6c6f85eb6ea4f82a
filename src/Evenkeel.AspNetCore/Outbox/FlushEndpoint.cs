using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Flushing;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary><c>POST /_evenkeel/outbox</c>: many operations in one request, each with its own answer.</summary>
internal sealed class FlushEndpoint(OperationPipeline pipeline, ProblemWriter problems, IOptions<OutboxOptions> options, TimeProvider clock)
{
    private const string ContentType = "application/x-ndjson";

    public async Task HandleAsync(HttpContext http)
    {
        var limits = options.Value;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            await problems.WriteAsync(http, ProblemCodes.FlushContentType, $"The content type is '{http.Request.ContentType}'.");
            return;
        }

        if (await ReadAsync(http, limits.MaxBytes) is not { } body)
        {
            return;
        }

        var lines = FlushBody.Lines(body);
        if (lines.Count > limits.MaxOperations)
        {
            await problems.WriteAsync(http, ProblemCodes.FlushTooLarge, $"{lines.Count} operations; the limit is {limits.MaxOperations}. Nothing ran; send half.");
            return;
        }

        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await RunAsync(http, lines, new FlushLimits { MaxLineBytes = limits.MaxOperationBytes, MaxDepth = limits.MaxDepth });
    }

    private async Task<byte[]?> ReadAsync(HttpContext http, int maxBytes)
    {
        try
        {
            var body = await FlushBody.ReadAsync(http.Request, maxBytes, http.RequestAborted);
            if (body is null)
            {
                await problems.WriteAsync(http, ProblemCodes.FlushTooLarge, $"The limit is {maxBytes} bytes. Nothing ran; send half.");
            }

            return body;
        }
        catch (BadHttpRequestException error)
        {
            // The host has limits of its own, and bodies that are cut or wrongly framed end here.
            var code = error.StatusCode == StatusCodes.Status413PayloadTooLarge ? ProblemCodes.FlushTooLarge : ProblemCodes.FlushMalformed;
            await problems.WriteAsync(http, code, $"{error.Message} Nothing ran.");
            return null;
        }
    }

    private async Task RunAsync(HttpContext http, List<(int Number, ReadOnlyMemory<byte> Bytes)> lines, FlushLimits limits)
    {
        using var output = new AnswerOutput(http.Response, clock);
        var lanes = new HeldLanes();
        foreach (var (number, bytes) in lines)
        {
            var line = FlushLineReader.Read(bytes, number, limits);
            var answer = await AnswerAsync(http, line, lanes);
            lanes.Note(line, answer);
            await output.WriteAsync(answer, http.RequestAborted);
        }

        await output.EndAsync(lines.Count, http.RequestAborted);
    }

    private async Task<AnswerLine> AnswerAsync(HttpContext http, FlushLine line, HeldLanes lanes)
    {
        if (line.Problem is { } problem)
        {
            return Refuse(http, line, problem, line.Detail);
        }

        if (lanes.Holds(line))
        {
            return Refuse(http, line, ProblemCodes.LaneHeld, $"An earlier operation of the lane '{line.Lane}' was not applied. This one did not run.");
        }

        // A whole group can be adopted, and then its GET endpoints are marked as commands too.
        return line.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE"
            ? Refuse(http, line, ProblemCodes.ActionUnknown, $"A command cannot be a {line.Method}.")
            : await pipeline.RunAsync(http, line);
    }

    private AnswerLine Refuse(HttpContext http, FlushLine line, string code, string? detail)
    {
        var problem = ProblemAnswer.For(code, http, clock.GetUtcNow(), detail);
        if (line.Path.Length > 0)
        {
            problem = problem with { Path = line.Path.Split('?')[0] };
        }

        return new AnswerLine
        {
            Id = line.Id,
            Void = line.Void,
            Line = line.Line,
            Status = problem.Status,
            ContentType = ProblemWriter.ContentType,
            Body = problem.ToUtf8(),
        };
    }
}
