using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Stability.Shutdown;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Flushing;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary><c>POST /_evenkeel/outbox</c>: many operations in one request, each with its own answer.</summary>
internal sealed class FlushEndpoint(LineRunner runner, FlushGroups groups, OperationMetrics metrics, ProblemWriter problems, IOptions<OutboxOptions> options, ServerStop stop, TimeProvider clock, CallTrails? trails = null)
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
        using var activity = KeelActivities.Source.StartActivity("evenkeel.flush");
        activity?.SetTag("evenkeel.flush.size", lines.Count);
        metrics.Flushed(lines.Count);
        using var output = new AnswerOutput(http.Response, clock);
        await using var group = groups.New();
        var run = new FlushRun(http, runner, group, output, metrics, trails, stop.Ending);
        await run.RunAsync(lines.Select(line => FlushLineReader.Read(line.Bytes, line.Number, limits)));
        await output.EndAsync(lines.Count, http.RequestAborted);
        if (run.Late is { } late)
        {
            // It works with this request's connection, and with the group, which commits what was before it when it has ended.
            await http.Response.CompleteAsync();
            await late.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
