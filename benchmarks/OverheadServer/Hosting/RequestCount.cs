namespace OverheadServer.Hosting;

/// <summary>Counts the requests under way in both hosts: those that the load generator dropped at its end may still write.</summary>
internal sealed class RequestCount
{
    private int _underWay;

    public int UnderWay => Volatile.Read(ref _underWay);

    public async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
