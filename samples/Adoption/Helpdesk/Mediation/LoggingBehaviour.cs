namespace Helpdesk.Mediation;

public sealed class LoggingBehaviour<TRequest, TAnswer>(TimeProvider time, ILogger<LoggingBehaviour<TRequest, TAnswer>> log)
    : IPipelineBehaviour<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    public async Task<TAnswer> HandleAsync(TRequest request, Func<Task<TAnswer>> next, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var answer = await next();
        log.LogInformation("{Request} took {Elapsed} ms.", typeof(TRequest).Name, time.GetElapsedTime(started).TotalMilliseconds);
        return answer;
    }
}
