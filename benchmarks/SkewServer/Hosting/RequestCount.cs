namespace SkewServer.Hosting;

/// <summary>Counts requests but those of the benchmark itself.</summary>
internal sealed class RequestCount
{
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    public Task CountAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/measures"))
        {
            Interlocked.Increment(ref _total);
        }

        return next(http);
    }
}
