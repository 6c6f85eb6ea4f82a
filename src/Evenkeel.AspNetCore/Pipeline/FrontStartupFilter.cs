using Evenkeel.AspNetCore.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Evenkeel.AspNetCore.Pipeline;

/// <summary>Puts the front middleware before the parts that the host adds by itself, and has the routes looked at when all are there.</summary>
internal sealed class FrontStartupFilter(PipelineTail tail, StartCheck check) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        tail.SeeWhatTheApplicationWrote();
        app.UseMiddleware<FrontMiddleware>();
        next(app);
        check.Run();
    };
}
