using System.Diagnostics;
using System.Globalization;
using Evenkeel.AspNetCore.Pipeline;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Flushing;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Runs one operation of a flush as a request of its own through the application's pipeline.</summary>
internal sealed class OperationPipeline(
    PipelineTail tail, IHttpContextFactory contexts, AnswerFilling filling, ProblemWriter problems, ILogger<OperationPipeline> log)
{
    public Task<AnswerLine> RunAsync(HttpContext flush, FlushLine line)
    {
        // The operation must not share the flush's ambient state: IHttpContextAccessor keeps its context there and would clear
        // that of the flush. Only what belongs to the trace and the language goes along.
        var (activity, culture, uiCulture) = (Activity.Current, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() =>
            {
                (Activity.Current, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (activity, culture, uiCulture);
                return RunApartAsync(flush, line);
            });
        }
    }

    private async Task<AnswerLine> RunApartAsync(HttpContext flush, FlushLine line)
    {
        using var response = new OperationResponse();
        var http = contexts.Create(OperationRequest.Make(flush, line, response));
        try
        {
            await RunAsync(http);
            await response.CompleteAsync();
            return Answer(line, http, response);
        }
        finally
        {
            await response.RunCompletedAsync();
            contexts.Dispose(http);
        }
    }

    private async Task RunAsync(HttpContext http)
    {
        try
        {
            await tail.Run!(http);
            await filling.FillAsync(http);
        }
        catch (BadHttpRequestException error)
        {
            await problems.WriteAsync(http, ProblemAnswer.For(ProblemCodes.RequestMalformed, http, problems.Now, error.Message) with { Status = error.StatusCode });
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            log.OperationFailed(error, http.Request.Method, http.Request.Path);
            http.Response.Headers.Clear();
            await problems.WriteAsync(http, ProblemCodes.InternalError);
        }
    }

    private static AnswerLine Answer(FlushLine line, HttpContext http, OperationResponse response) => new()
    {
        Id = line.Id,
        Void = line.Void,
        Line = line.Line,
        Status = response.StatusCode,
        Replayed = response.Headers[KeelHeaders.Replayed] == "true",
        Omitted = response.Headers[KeelHeaders.Answer] == "omitted",
        Location = response.Headers.Location is [var location] ? location : null,
        ETag = response.Headers.ETag is [var etag] ? etag : null,
        RetryAfter = int.TryParse(response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
        ContentType = http.Response.ContentType,
        Body = response.Bytes,
    };
}
