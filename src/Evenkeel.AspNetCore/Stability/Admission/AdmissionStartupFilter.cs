using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>Puts admission behind what says of each answer that it is the protocol's, and before everything of the application.</summary>
internal sealed class AdmissionStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<AdmissionMiddleware>();
        next(app);
    };
}
