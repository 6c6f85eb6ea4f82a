using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Evenkeel.Adoption.Tests.Hosting;

/// <summary>Counts the requests that the application has begun and not ended, in front of everything.</summary>
internal sealed class RequestsUnderWay : IStartupFilter
{
    private int _count;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            Interlocked.Increment(ref _count);
            try
            {
                await rest(http);
            }
            finally
            {
                Interlocked.Decrement(ref _count);
            }
        });
        next(app);
    };

    public Task AreAsync(int count) => Poll.UntilAsync(() => Volatile.Read(ref _count) == count, TimeSpan.FromSeconds(60), $"{count} requests are not under way.");
}
