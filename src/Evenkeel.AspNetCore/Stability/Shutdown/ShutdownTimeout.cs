using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Shutdown;

/// <summary>Gives the host the time that the options promise, where the application has not set one itself.</summary>
internal sealed class ShutdownTimeout(IOptions<ShutdownOptions> options) : IPostConfigureOptions<HostOptions>
{
    private static readonly TimeSpan FrameworksOwn = new HostOptions().ShutdownTimeout;

    public void PostConfigure(string? name, HostOptions host)
    {
        if (host.ShutdownTimeout == FrameworksOwn)
        {
            host.ShutdownTimeout = options.Value.AnnounceFor + options.Value.FinishWithin;
        }
    }
}
