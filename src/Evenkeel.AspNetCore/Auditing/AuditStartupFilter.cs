using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Has the routes looked at when the application has mapped them all, before its server listens.</summary>
internal sealed class AuditStartupFilter(StartCheck check) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        check.Run();
    };
}
