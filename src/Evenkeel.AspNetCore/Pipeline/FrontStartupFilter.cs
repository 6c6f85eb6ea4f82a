using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Evenkeel.AspNetCore.Pipeline;

/// <summary>Puts the front middleware before the parts that the host adds by itself.</summary>
internal sealed class FrontStartupFilter(PipelineTail tail) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        tail.SeeWhatTheApplicationWrote();
        app.UseMiddleware<FrontMiddleware>();
        next(app);
    };
}
